// Draws every size of the icons from the two drawings in assets/, in Chromium. Run it when a drawing has changed;
// its results are kept in the repository, because packaging must not need a browser.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

const assets = fileURLToPath(new URL('../assets/', import.meta.url))
const linuxSizes = [16, 32, 48, 64, 128, 256, 512, 1024]
const windowsSizes = [16, 24, 32, 48, 64, 128, 256]
/** The sizes that macOS asks for, by the four letters of the icon format; `ic1x` of 64 and more hold PNG. */
const macSizes = { icp4: 16, icp5: 32, icp6: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 }
/** Apple's grid leaves a margin around the square, in which its shadow lies. */
const macShare = 824 / 1024

const browser = await chromium.launch({
  executablePath: process.env['BAYPLAN_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})

/** @param {string} svg @param {number} size */
async function draw(svg, size, share = 1) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const inner = Math.round(size * share)
  const shadow = share === 1 ? '' : `filter: drop-shadow(0 ${size / 100}px ${size / 100}px #0004);`
  await page.setContent(
    `<style>body { margin: 0; display: grid; place-items: center; width: ${size}px; height: ${size}px }
     svg { width: ${inner}px; height: ${inner}px; ${shadow} }</style>${svg}`,
  )
  const image = await page.screenshot({ omitBackground: true })
  await page.close()
  return image
}

/**
 * Windows' format: a table of sizes, then the PNG files as they are.
 * @param {{ size: number, png: Buffer }[]} images
 */
function icoOf(images) {
  const head = Buffer.alloc(6 + 16 * images.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let at = head.length
  images.forEach(({ size, png }, index) => {
    const entry = 6 + 16 * index
    head.writeUInt8(size % 256, entry)
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(png.length, entry + 8)
    head.writeUInt32LE(at, entry + 12)
    at += png.length
  })
  return Buffer.concat([head, ...images.map(({ png }) => png)])
}

/**
 * macOS' format: blocks of four letters, a length and a PNG file.
 * @param {{ type: string, png: Buffer }[]} images
 */
function icnsOf(images) {
  const blocks = images.map(({ type, png }) => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32BE(png.length + 8, 4)
    return Buffer.concat([head, png])
  })
  const content = Buffer.concat(blocks)
  const head = Buffer.alloc(8)
  head.write('icns', 'latin1')
  head.writeUInt32BE(8 + content.length, 4)
  return Buffer.concat([head, content])
}

const icon = readFileSync(`${assets}icon.svg`, 'utf8')
const tray = readFileSync(`${assets}icon-tray.svg`, 'utf8')
/** A dot in the corner of a drawing of 16 units, cut out of what is below it. @param {string} svg @param {string} fill */
const withDot = (svg, fill) =>
  svg
    .replace(
      /(<svg[^>]*>)/,
      `$1<mask id="dot"><rect width="16" height="16" fill="#fff"/><circle cx="12.5" cy="3.5" r="4.5" fill="#000"/></mask><g mask="url(#dot)">`,
    )
    .replace('</svg>', `</g><circle cx="12.5" cy="3.5" r="3.2" fill="${fill}"/></svg>`)
/** The square of the app's icon, in the 16 units of the tray's. */
const small = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><image href="data:image/svg+xml;base64,${Buffer.from(icon).toString('base64')}" width="16" height="16"/></svg>`
const trayDrawings = {
  tray: tray,
  'tray-attention': withDot(tray, '#000'),
  'tray-colour': small,
  'tray-colour-attention': withDot(small, '#E5484D'),
}
const badge =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#E5484D"/><path d="M7 3.6h2v5.2H7zM7 10.4h2v2H7z" fill="#fff"/></svg>'
mkdirSync(`${assets}icons`, { recursive: true })
for (const size of linuxSizes) writeFileSync(`${assets}icons/${size}x${size}.png`, await draw(icon, size))
writeFileSync(`${assets}icon.png`, await draw(icon, 1024))
for (const [name, svg] of Object.entries(trayDrawings)) {
  writeFileSync(`${assets}${name}.png`, await draw(svg, 16))
  writeFileSync(`${assets}${name}@2x.png`, await draw(svg, 32))
}
writeFileSync(`${assets}badge.png`, await draw(badge, 16))
const windows = []
for (const size of windowsSizes) windows.push({ size, png: await draw(icon, size) })
writeFileSync(`${assets}icon.ico`, icoOf(windows))
const mac = []
for (const [type, size] of Object.entries(macSizes)) mac.push({ type, png: await draw(icon, size, macShare) })
writeFileSync(`${assets}icon.icns`, icnsOf(mac))
await browser.close()
