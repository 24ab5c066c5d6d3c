// What the demo's containers run: shell programs under the names that the real images use.

/** Ends at once on `docker stop`, as a well-behaved program does; a shell as process 1 would ignore the signal. */
const obedient = (/** @type {string} */ body) => `#!/bin/sh\ntrap 'exit 0' TERM INT\n${body}\n`

/** Prints numbered turns of `body` for ever. @param {string} pause @param {string} body */
const forever = (pause, body) => obedient(`i=0\nwhile :; do i=$((i + 1))\n${body}\nsleep ${pause}; done`)

/** The program with a web page beside it. */
const withPage = (/** @type {number} */ port, /** @type {string} */ program) =>
  program.replace('\ni=0\n', `\nhttpd -f -p ${port} -h /usr/share/page &\ni=0\n`)

const serve = (/** @type {string} */ start, /** @type {string} */ folder, /** @type {number} */ port) =>
  obedient(`${start}\nhttpd -f -v -p ${port} -h ${folder} 2>&1 &\nwait`)

export const shopPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Shop</title>
<style>
  body { font: 18px/1.6 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1rem; }
  h1 { font-size: 2.2rem; margin: 0 }
</style>
<h1>Lantern &amp; Co.</h1>
<p>This page comes from the container <b>shop-web-1</b> in the Bayplan demo.</p>
`

export const nginx = serve(
  `echo "/docker-entrypoint.sh: Configuration complete; ready for start up"
echo "$(date '+%Y/%m/%d %H:%M:%S') [notice] 1#1: nginx/1.29.3"
echo "$(date '+%Y/%m/%d %H:%M:%S') [notice] 1#1: start worker processes"`,
  '/usr/share/nginx/html',
  80,
)

/** A few lines a second in the mix that real services print: JSON, logfmt, levels in brackets, stack traces. */
export const shopApi = forever(
  '0.35',
  `now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
order=$((4000 + i % 977)); ms=$((7 + i * 37 % 120))
case $((i % 24)) in
  3|15) echo "$now level=info msg=\\"cache hit\\" key=cart:$((i % 311)) ms=$((i % 4))" ;;
  6) echo "[DEBUG] session $((i * 7919 % 65536)) renewed for user $((i % 89))" ;;
  9) echo "$now level=warn msg=\\"slow query\\" table=orders ms=$((640 + i % 300))" >&2 ;;
  11) wget -q -O /dev/null http://web/ && echo "[INFO] storefront answered" ;;
  13) echo "{\\"level\\":\\"warn\\",\\"time\\":\\"$now\\",\\"msg\\":\\"payment retried\\",\\"order\\":$order,\\"attempt\\":2}" ;;
  17) echo "[ERROR] could not send receipt for order $order: mail server busy" >&2 ;;
  20) {
    echo "{\\"level\\":\\"error\\",\\"time\\":\\"$now\\",\\"msg\\":\\"request failed\\",\\"path\\":\\"/api/checkout\\",\\"status\\":500}"
    echo "Error: connect ETIMEDOUT 10.4.0.9:443"
    echo "    at PaymentClient.charge (/app/dist/payments/client.js:88:13)"
    echo "    at async Checkout.run (/app/dist/checkout.js:142:22)"
    echo "    at async /app/dist/routes/orders.js:31:5"
  } >&2 ;;
  *) echo "{\\"level\\":\\"info\\",\\"time\\":\\"$now\\",\\"msg\\":\\"request\\",\\"method\\":\\"GET\\",\\"path\\":\\"/api/orders/$order\\",\\"status\\":200,\\"ms\\":$ms}" ;;
esac`,
)

export const shopWorker = obedient(`batch=0
echo "worker ready, queue=thumbnails concurrency=4"
while :; do batch=$((batch + 1)); n=0
  while [ $n -lt 150000 ]; do n=$((n + 1)); done
  echo "[INFO] batch $batch done, $((180 + batch * 13 % 70)) images resized"
  [ $((batch % 9)) = 0 ] && echo "[WARN] batch $batch: 1 image skipped (unsupported colour profile)" >&2
done`)

export const shopMigrate = `#!/bin/sh
for name in 0041_add_gift_cards 0042_index_orders_by_day 0043_drop_legacy_carts; do
  echo "applying $name ... ok"; sleep 0.1
done
echo "3 migrations applied"
`

/** A file of this size, made once: volumes of a demo should hold what such programs leave in them. */
const fill = (/** @type {string} */ path, /** @type {number} */ kilobytes) =>
  `[ -e "${path}" ] || { mkdir -p "$(dirname "${path}")"; dd if=/dev/zero of="${path}" bs=1k count=${kilobytes} 2>/dev/null; }`

/** Also what a stopped database needs to be killed with: it takes its time. */
export const postgres = `#!/bin/sh
trap 'echo "LOG:  received smart shutdown request"; exit 0' TERM INT
: "\${PGDATA:=/var/lib/mysql}"
stamp() { date -u '+%Y-%m-%d %H:%M:%S UTC'; }
echo "PostgreSQL Database directory appears to contain a database; Skipping initialization"
echo "$(stamp) [1] LOG:  starting PostgreSQL 17.6 on x86_64-pc-linux-musl"
${fill('$PGDATA/base/16384/2619', 7_400)}
${fill('$PGDATA/global/pg_control', 8)}
${fill('$PGDATA/pg_wal/000000010000000000000001', 16_384)}
[ -e "$PGDATA/PG_VERSION" ] || echo 17 >"$PGDATA/PG_VERSION"
[ -e "$PGDATA/postgresql.conf" ] || printf "listen_addresses = '*'\\nmax_connections = 100\\nshared_buffers = 128MB\\n" >"$PGDATA/postgresql.conf"
echo "$(stamp) [1] LOG:  listening on IPv4 address \\"0.0.0.0\\", port 5432"
echo "$(stamp) [1] LOG:  database system is ready to accept connections"
i=0
while :; do i=$((i + 1)); sleep 2
  [ $((i % 15)) = 0 ] && echo "$(stamp) [27] LOG:  checkpoint complete: wrote $((i % 97 + 3)) buffers (0.1%)"
  [ $((i % 40)) = 0 ] && echo "$(stamp) [61] ERROR:  duplicate key value violates unique constraint \\"carts_pkey\\"" >&2
  date >"$PGDATA/heartbeat" 2>/dev/null
done
`

export const redis = forever(
  '20',
  `${fill('/data/dump.rdb', 412)}
[ $i = 1 ] && echo "1:M $(date '+%d %b %Y %H:%M:%S') * Ready to accept connections tcp"
[ $((i % 3)) = 0 ] && echo "1:M $(date '+%d %b %Y %H:%M:%S') * 100 changes in 300 seconds. Saving..."`,
)

export const mailpit = withPage(
  8025,
  forever(
    '9',
    `[ $i = 1 ] && echo "time=\\"$(date '+%Y/%m/%d %H:%M:%S')\\" level=info msg=\\"[smtpd] starting on [::]:1025\\""
echo "time=\\"$(date '+%Y/%m/%d %H:%M:%S')\\" level=info msg=\\"[smtpd] received message (1.$((i % 9)) kB) for customer$((i % 60))@example.com\\""`,
  ),
)

/** Fills 26 MB, so that a limit of 32 MB looks as tight as it is. */
export const meilisearch = obedient(`dd if=/dev/zero of=/dev/shm/index bs=1M count=26 2>/dev/null
echo "INFO meilisearch: indexing products"
while :; do sleep 6; echo "WARN meilisearch: indexing falls behind, memory is almost exhausted"; done`)

export const grafana = serve(
  `echo "logger=settings t=$(date -u +%Y-%m-%dT%H:%M:%SZ) level=info msg=\\"Starting Grafana\\" version=12.2.0"
echo "logger=http.server t=$(date -u +%Y-%m-%dT%H:%M:%SZ) level=info msg=\\"HTTP Server Listen\\" address=[::]:3000"`,
  '/usr/share/grafana',
  3000,
)

export const prometheus = withPage(
  9090,
  forever(
    '12',
    `${fill('/prometheus/wal/00000001', 5_120)}
case $((i % 4)) in
  1) echo "time=$(date -u +%Y-%m-%dT%H:%M:%SZ) level=INFO source=head.go:1355 msg=\\"WAL checkpoint complete\\" first=$i" ;;
  3) echo "time=$(date -u +%Y-%m-%dT%H:%M:%SZ) level=WARN source=scrape.go:1884 msg=\\"Scrape failed\\" target=loki:3100" >&2 ;;
esac`,
  ),
)

export const nodeExporter = forever(
  '30',
  `[ $i = 1 ] && echo "level=info msg=\\"Listening on\\" address=[::]:9100"`,
)

/** Fails soon after every start. */
export const loki = `#!/bin/sh
echo "level=info msg=\\"Starting Loki\\" version=3.6.0"
sleep 1
echo "failed parsing config: /etc/loki/local-config.yaml: yaml: line 14: did not find expected key" >&2
exit 1
`

export const wordpress = forever(
  '1',
  `[ $i = 1 ] && echo "WordPress has been successfully copied to /var/www/html"`,
)

/** Asks for far more memory than its limit. */
export const thumbnailer = `#!/bin/sh
echo "decoding IMG_2041.tiff (19200 x 12800)"
pixels=$(head -c 120000000 /dev/zero | tr '\\0' x)
echo "unreachable: \${#pixels}"
`

export const registry = serve(
  'echo "level=info msg=\\"listening on [::]:5000\\" service=registry version=v3.0.0"',
  '/var/lib/registry',
  5000,
)

export const colours = forever(
  '2',
  `printf '\\033[1;32m✔ tests passed\\033[0m  \\033[2m%s\\033[0m\\n' "run $i"
case $((i % 4)) in
  0) printf '\\033[31mred\\033[0m \\033[33myellow\\033[0m \\033[34mblue\\033[0m \\033[45;97m white on magenta \\033[0m \\033[4munderlined\\033[0m\\n' ;;
  1) printf '订单 %s 已发货，预计明天送达 🚚📦\\n' "$i" ;;
  2) for c in 196 208 220 40 33 129; do printf '\\033[38;5;%sm██\\033[0m' $c; done; printf ' 256 colours\\n' ;;
  3) printf '\\033[38;2;255;120;60mtrue colour\\033[0m, 日本語, 한국어, العربية, 👩‍💻🎉\\n' >&2 ;;
esac`,
)
