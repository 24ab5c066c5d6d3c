import { beforeEach, describe, expect, it } from 'vitest'
import { Credentials } from './credentials.ts'

describe('credentials', () => {
  beforeEach(() => {
    sessionStorage.clear()
    localStorage.clear()
    history.replaceState(null, '', '/?theme=dark')
  })

  it('take the ticket out of the address bar at once, and leave the rest of the address', () => {
    location.hash = '#ticket=abc-123_'
    const steps = history.length
    const credentials = new Credentials()
    expect(location.hash).toBe('')
    expect(location.search).toBe('?theme=dark')
    expect(history.length).toBe(steps)
    expect(credentials.next).toEqual({ ticket: 'abc-123_' })
  })

  it('leave the address of a screen alone', () => {
    location.hash = '#/containers/abc/logs'
    expect(new Credentials().next).toBeNull()
    expect(location.hash).toBe('#/containers/abc/logs')
  })

  it('a reload goes on with the session', () => {
    location.hash = '#ticket=t'
    new Credentials().accepted('s')
    expect(new Credentials().next).toEqual({ session: 's' })
    expect(localStorage).toHaveLength(0)
    expect(document.cookie).toBe('')
  })

  it('a refused ticket leaves the session; a refused session leaves nothing', () => {
    sessionStorage.setItem('bayplan.session', 's')
    location.hash = '#ticket=t'
    const credentials = new Credentials()
    expect(credentials.next).toEqual({ ticket: 't' })
    credentials.refused()
    expect(credentials.next).toEqual({ session: 's' })
    credentials.refused()
    expect(credentials.next).toBeNull()
    expect(new Credentials().next).toBeNull()
  })

  it('a ticket pasted later goes first', () => {
    const credentials = new Credentials()
    expect(credentials.takeTicket()).toBe(false)
    credentials.accepted('s')
    location.hash = '#ticket=new'
    expect(credentials.takeTicket()).toBe(true)
    expect(credentials.next).toEqual({ ticket: 'new' })
  })
})
