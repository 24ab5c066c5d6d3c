import { describe, expect, it } from 'vitest'
import { detectLevel, type LogLevel, logLevels } from './log-levels.ts'

function levelOf(line: string): LogLevel | undefined {
  const bytes = new TextEncoder().encode(line)
  return logLevels[detectLevel(bytes, 0, bytes.length)]
}

const esc = '\u001b'
const table: readonly (readonly [string, LogLevel, string])[] = [
  [
    'nginx access',
    'none',
    '172.17.0.1 - - [20/Nov/2026:13:00:00 +0000] "GET /ERROR HTTP/1.1" 500 612 "-" "curl/8"',
  ],
  ['nginx error', 'error', '2026/11/20 13:00:00 [error] 29#29: *1 open() "/x" failed (2: No such file)'],
  ['nginx notice', 'notice', '2026/11/20 13:00:00 [notice] 1#1: start worker processes'],
  ['nginx warn', 'warn', '2026/11/20 13:00:00 [warn] 29#29: *3 an upstream response is buffered'],
  ['nginx emerg', 'fatal', 'nginx: [emerg] host not found in upstream "api"'],
  [
    'apache access',
    'none',
    '127.0.0.1 - frank [10/Oct/2026:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326',
  ],
  [
    'apache error',
    'error',
    '[Fri Nov 20 13:00:00.123456 2026] [core:error] [pid 35] AH00082: an unknown filter',
  ],
  [
    'apache notice',
    'notice',
    '[Fri Nov 20 13:00:00.123456 2026] [mpm_event:notice] [pid 1:tid 1] AH00489: Apache',
  ],
  [
    'postgres log',
    'info',
    '2026-11-20 13:00:00.123 UTC [1] LOG:  database system is ready to accept connections',
  ],
  [
    'postgres error',
    'error',
    '2026-11-20 13:00:00.123 UTC [61] ERROR:  relation "orders" does not exist at character 15',
  ],
  ['postgres fatal', 'fatal', '2026-11-20 13:00:00.123 UTC [61] FATAL:  password authentication failed'],
  ['postgres detail', 'none', '2026-11-20 13:00:00.123 UTC [61] DETAIL:  Key (id)=(1) already exists.'],
  ['redis notice', 'notice', '1:M 20 Nov 2026 13:00:00.123 * Ready to accept connections tcp'],
  ['redis warning', 'warn', '1:C 20 Nov 2026 13:00:00.123 # Warning: no config file specified'],
  ['redis verbose', 'debug', '1:M 20 Nov 2026 13:00:00.123 - Accepted 172.17.0.1:5000'],
  ['python logging', 'warn', 'WARNING:root:disk is almost full'],
  ['python with time', 'info', '2026-11-20 13:00:00,123 - app.views - INFO - request done'],
  ['python critical', 'fatal', '2026-11-20 13:00:00,123 CRITICAL app: cannot go on'],
  ['gunicorn', 'info', '[2026-11-20 13:00:00 +0000] [1] [INFO] Starting gunicorn 23.0.0'],
  ['uvicorn', 'info', 'INFO:     172.17.0.1:5000 - "GET / HTTP/1.1" 200 OK'],
  ['uvicorn coloured', 'info', `${esc}[32mINFO${esc}[0m:     Application startup complete.`],
  ['celery', 'error', '[2026-11-20 13:00:00,123: ERROR/MainProcess] consumer: Cannot connect'],
  ['log4j', 'error', '2026-11-20 13:00:00,123 ERROR [main] com.acme.Api - boom'],
  [
    'logback',
    'debug',
    '13:00:00.123 [http-nio-8080-exec-1] DEBUG o.s.web.servlet.DispatcherServlet - GET "/"',
  ],
  ['spring boot', 'warn', '2026-11-20T13:00:00.123Z  WARN 1 --- [           main] o.h.orm.deprecation : old'],
  ['java util logging', 'error', 'SEVERE: Could not contact localhost:8005'],
  ['elasticsearch', 'info', '[2026-11-20T13:00:00,123][INFO ][o.e.n.Node] [node-1] started'],
  ['elastic schema', 'warn', '{"@timestamp":"2026-11-20T13:00:00.123Z", "log.level": "WARN", "message":"x"}'],
  [
    'elastic nested',
    'error',
    '{"@timestamp":"2026-11-20T13:00:00.123Z","log":{"level":"error","logger":"x"},"message":"y"}',
  ],
  ['kafka', 'info', '[2026-11-20 13:00:00,123] INFO [KafkaServer id=1] started (kafka.server.KafkaServer)'],
  ['go slog text', 'info', 'time=2026-11-20T13:00:00.123Z level=INFO msg="listening" addr=:8080'],
  ['go slog json', 'error', '{"time":"2026-11-20T13:00:00.123Z","level":"ERROR","msg":"boom"}'],
  ['go slog between', 'info', '{"time":"2026-11-20T13:00:00.123Z","level":"INFO+2","msg":"x"}'],
  ['zap json', 'warn', '{"level":"warn","ts":1763640000.1,"caller":"app/main.go:10","msg":"slow"}'],
  ['zap console', 'fatal', '2026-11-20T13:00:00.123Z\tDPANIC\tapp/main.go:10\tboom'],
  ['zerolog json', 'debug', '{"level":"debug","time":1763640000,"message":"x"}'],
  ['zerolog console', 'info', `${esc}[90m2026-11-20T13:00:00Z${esc}[0m ${esc}[32mINF${esc}[0m listening`],
  ['zerolog console error', 'error', '1:00PM ERR boom error="no such file"'],
  ['logrus text', 'warn', 'time="2026-11-20T13:00:00Z" level=warning msg="cannot find image"'],
  ['logrus terminal', 'info', `${esc}[36mINFO${esc}[0m[0000] started`],
  ['klog info', 'info', 'I1120 13:00:00.123456       1 main.go:10] Starting controller'],
  ['klog error', 'error', 'E1120 13:00:00.123456       1 reflector.go:140] Failed to watch'],
  ['go panic', 'fatal', 'panic: runtime error: invalid memory address or nil pointer dereference'],
  ['rust env_logger', 'info', '[2026-11-20T13:00:00Z INFO  my_app] ready'],
  ['rust tracing', 'warn', '2026-11-20T13:00:00.123456Z  WARN my_app::db: pool exhausted'],
  [
    'rust tracing coloured',
    'info',
    `${esc}[2m2026-11-20T13:00:00.123456Z${esc}[0m ${esc}[32m INFO${esc}[0m ${esc}[2mmy_app${esc}[0m: ready`,
  ],
  ['pino', 'info', '{"level":30,"time":1763640000000,"pid":1,"hostname":"x","msg":"hello"}'],
  ['pino fatal', 'fatal', '{"level":60,"time":1763640000000,"msg":"bye"}'],
  ['pino trace', 'trace', '{"level":10,"time":1763640000000,"msg":"fine"}'],
  [
    'bunyan',
    'error',
    '{"name":"api","hostname":"x","pid":1,"level":50,"msg":"boom","time":"2026-11-20T13:00:00.000Z","v":0}',
  ],
  ['winston json', 'error', '{"level":"error","message":"boom","service":"user"}'],
  ['winston simple', 'info', 'info: Server started {"port":3000}'],
  ['winston coloured', 'warn', `${esc}[33mwarn${esc}[39m: low memory`],
  ['npm', 'error', 'npm ERR! code ELIFECYCLE'],
  ['rails', 'info', 'I, [2026-11-20T13:00:00.123456 #1]  INFO -- : Started GET "/"'],
  ['ruby error', 'error', 'E, [2026-11-20T13:00:00.123456 #1] ERROR -- : boom'],
  ['caddy', 'info', '{"level":"info","ts":1763640000.1,"logger":"http","msg":"server running"}'],
  [
    'traefik 2',
    'error',
    'time="2026-11-20T13:00:00Z" level=error msg="cannot reach docker" providerName=docker',
  ],
  ['traefik 3', 'info', '2026-11-20T13:00:00Z INF Starting provider *docker.Provider'],
  ['mysql system', 'info', '2026-11-20T13:00:00.123456Z 0 [System] [MY-010116] [Server] mysqld starting'],
  [
    'mysql warning',
    'warn',
    '2026-11-20T13:00:00.123456Z 0 [Warning] [MY-010068] [Server] CA certificate is self signed',
  ],
  ['mysql error', 'error', '2026-11-20T13:00:00.123456Z 0 [ERROR] [MY-010119] [Server] Aborting'],
  ['mariadb note', 'notice', '2026-11-20 13:00:00 0 [Note] InnoDB: Buffer pool(s) load completed'],
  [
    'mongo info',
    'info',
    '{"t":{"$date":"2026-11-20T13:00:00.123+00:00"},"s":"I",  "c":"NETWORK",  "id":23015,"msg":"Listening on"}',
  ],
  ['mongo debug', 'debug', '{"t":{"$date":"2026-11-20T13:00:00.123+00:00"},"s":"D2", "c":"QUERY","msg":"x"}'],
  ['systemd', 'error', '<3>device failed'],
  ['syslog', 'warn', '<132>Nov 20 13:00:00 host app[1]: low memory'],
  ['syslog 5424', 'info', '<14>1 2026-11-20T13:00:00.123Z host app 1 - - started'],
  ['gelf', 'warn', '{"version":"1.1","host":"x","short_message":"y","level":4}'],
  ['cloud logging', 'fatal', '{"severity":"CRITICAL","message":"boom"}'],
  ['dotnet', 'error', 'fail: Microsoft.AspNetCore.Server.Kestrel[13]'],
  [
    'dotnet info',
    'info',
    `${esc}[40m${esc}[32minfo${esc}[39m${esc}[22m${esc}[49m: Microsoft.Hosting.Lifetime[14]`,
  ],
  ['serilog', 'info', '[13:00:00 INF] Now listening on http://[::]:8080'],
  ['php-fpm', 'notice', '[20-Nov-2026 13:00:00] NOTICE: fpm is running, pid 1'],
  ['php', 'warn', 'PHP Warning:  Undefined variable $x in /app/x.php on line 3'],
  ['rabbitmq', 'warn', '2026-11-20 13:00:00.123456+00:00 [warning] <0.230.0> deprecated'],
  ['haproxy', 'fatal', '[ALERT]    (1) : config : no frontend'],
  ['grafana', 'info', 'logger=settings t=2026-11-20T13:00:00Z level=info msg="Starting Grafana"'],
  ['prometheus', 'warn', 'ts=2026-11-20T13:00:00Z caller=main.go:1 level=warn component=tsdb msg="x"'],
  ['vault', 'info', '2026-11-20T13:00:00.123Z [INFO]  core: vault is unsealed'],
  ['design sample', 'none', 'GET /products?page=2 status=200 ms=11 user=u_8841'],
  ['stack frame', 'none', '    at PaymentClient.charge (/app/dist/payments/client.js:88:13)'],
  ['a sentence', 'none', 'no error was found, and the info page is fine'],
  ['a path', 'none', 'open /var/ERROR/file'],
  ['part of a word', 'none', 'INFORM the ERRORS_TOTAL counter'],
  ['a nested field', 'none', '{"user":{"level":"error"},"msg":"level up"}'],
  ['a value that is no level', 'none', '{"level":"5F","msg":"lift"}'],
  ['a word far from the start', 'none', `${'x'.repeat(30)} ${'y'.repeat(40)} ERROR`],
  ['empty', 'none', ''],
  ['blank', 'none', '   \t '],
  ['broken JSON', 'none', '{"level'],
  ['Chinese', 'error', '错误 ERROR 连接失败'],
]

describe('detectLevel', () => {
  it.each(table)('%s: %s', (_name, level, line) => {
    expect(levelOf(line)).toBe(level)
  })

  it('looks only inside the line it is given', () => {
    const bytes = new TextEncoder().encode('ERROR a WARN b')
    expect(logLevels[detectLevel(bytes, 8, 14)]).toBe('warn')
    expect(logLevels[detectLevel(bytes, 6, 7)]).toBe('none')
    expect(logLevels[detectLevel(bytes, 0, 4)]).toBe('none')
  })

  it('does not read a megabyte to find that a line says no level', () => {
    const bytes = new Uint8Array(1 << 20).fill(97)
    const started = performance.now()
    for (let round = 0; round < 1000; round += 1) detectLevel(bytes, 0, bytes.length)
    expect(performance.now() - started).toBeLessThan(500)
  })
})
