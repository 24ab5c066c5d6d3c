import { describe, expect, it } from 'vitest'
import { redactSecrets, Tickets, ticketLifeMs } from './tickets.ts'

describe('tickets', () => {
  it('are 256 random bits, each different', () => {
    const tickets = new Tickets()
    const issued = Array.from({ length: 50 }, () => tickets.issue())
    expect(new Set(issued).size).toBe(50)
    for (const ticket of issued) expect(Buffer.from(ticket, 'base64url')).toHaveLength(32)
  })

  it('buy one session, once', () => {
    const tickets = new Tickets()
    const ticket = tickets.issue()
    const session = tickets.redeem(ticket)
    expect(session).not.toBeNull()
    expect(session).not.toBe(ticket)
    expect(tickets.redeem(ticket)).toBeNull()
    expect(tickets.resume(session!)).toBe(true)
    expect(tickets.resume(session!)).toBe(true)
  })

  it('expire unused', () => {
    let now = 0
    const tickets = new Tickets(() => now)
    const early = tickets.issue()
    const late = tickets.issue()
    const open = tickets.issue(Number.POSITIVE_INFINITY)
    now = ticketLifeMs - 1
    expect(tickets.redeem(early)).not.toBeNull()
    now = ticketLifeMs
    expect(tickets.redeem(late)).toBeNull()
    now = 1e12
    expect(tickets.redeem(open)).not.toBeNull()
  })

  it('are no sessions, nor the other way round', () => {
    const tickets = new Tickets()
    const ticket = tickets.issue()
    expect(tickets.resume(ticket)).toBe(false)
    const session = tickets.redeem(ticket)
    expect(tickets.redeem(session!)).toBeNull()
  })

  it.each(['', 'x', 'A'.repeat(43), '\u0000'.repeat(43), '__proto__'])('know nothing of %j', (guess) => {
    const tickets = new Tickets()
    tickets.issue()
    expect(tickets.redeem(guess)).toBeNull()
    expect(tickets.resume(guess)).toBe(false)
  })

  it('are kept in bounded number, the newest', () => {
    const tickets = new Tickets()
    const first = tickets.issue()
    const others = Array.from({ length: 64 }, () => tickets.issue())
    expect(tickets.redeem(first)).toBeNull()
    expect(others.every((ticket) => tickets.redeem(ticket) !== null)).toBe(true)
  })

  it('a session in use outlives those that are not', () => {
    const tickets = new Tickets()
    const used = tickets.redeem(tickets.issue())!
    const unused = tickets.redeem(tickets.issue())!
    for (let index = 0; index < 63; index += 1) {
      tickets.resume(used)
      tickets.redeem(tickets.issue())
    }
    expect(tickets.resume(used)).toBe(true)
    expect(tickets.resume(unused)).toBe(false)
  })
})

describe('redaction', () => {
  it('takes tickets and sessions out of a text and leaves ids', () => {
    const tickets = new Tickets()
    const ticket = tickets.issue()
    const id = 'ab12'.repeat(16)
    const text = `GET /#ticket=${ticket} {"session":"${ticket}"} container ${id}`
    expect(redactSecrets(text)).toBe(`GET /#ticket=[redacted] {"session":"[redacted]"} container ${id}`)
  })
})
