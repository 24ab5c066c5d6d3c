export const run = {
  title: 'Run container',
}
