/** A variable that a well-known image reads but does not name in its own settings. */
export type KnownVariable = { readonly name: string; readonly isNeeded: boolean }

const needed = (...names: string[]): readonly KnownVariable[] =>
  names.map((name) => ({ name, isNeeded: true }))
const possible = (...names: string[]): readonly KnownVariable[] =>
  names.map((name) => ({ name, isNeeded: false }))

/** Docker's official images, by the last part of their repository, from their pages on Docker Hub. */
const variables: Readonly<Record<string, readonly KnownVariable[]>> = {
  postgres: [...needed('POSTGRES_PASSWORD'), ...possible('POSTGRES_USER', 'POSTGRES_DB')],
  mysql: [...needed('MYSQL_ROOT_PASSWORD'), ...possible('MYSQL_DATABASE', 'MYSQL_USER', 'MYSQL_PASSWORD')],
  mariadb: [
    ...needed('MARIADB_ROOT_PASSWORD'),
    ...possible('MARIADB_DATABASE', 'MARIADB_USER', 'MARIADB_PASSWORD'),
  ],
  mongo: possible('MONGO_INITDB_ROOT_USERNAME', 'MONGO_INITDB_ROOT_PASSWORD', 'MONGO_INITDB_DATABASE'),
  couchdb: needed('COUCHDB_USER', 'COUCHDB_PASSWORD'),
  neo4j: possible('NEO4J_AUTH'),
  rabbitmq: possible('RABBITMQ_DEFAULT_USER', 'RABBITMQ_DEFAULT_PASS'),
  influxdb: possible('DOCKER_INFLUXDB_INIT_USERNAME', 'DOCKER_INFLUXDB_INIT_PASSWORD'),
  elasticsearch: possible('discovery.type', 'ELASTIC_PASSWORD', 'ES_JAVA_OPTS'),
  wordpress: possible('WORDPRESS_DB_HOST', 'WORDPRESS_DB_USER', 'WORDPRESS_DB_PASSWORD', 'WORDPRESS_DB_NAME'),
  ghost: possible('url', 'database__client'),
  nextcloud: possible('NEXTCLOUD_ADMIN_USER', 'NEXTCLOUD_ADMIN_PASSWORD'),
}

/** What is known of an image by its name alone; nothing for images of other publishers. */
export function knownVariables(reference: string): readonly KnownVariable[] {
  const official = /^(?:(?:docker\.io\/)?(?:library\/)?)?([a-z0-9-]+)(?::[^/]*)?(?:@.*)?$/.exec(
    reference,
  )?.[1]
  return (official !== undefined && variables[official]) || []
}
