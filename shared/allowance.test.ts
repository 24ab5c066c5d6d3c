import { expect, it } from 'vitest'
import { Allowance } from './allowance.ts'

const takeAll = (allowance: Allowance): number => {
  let taken = 0
  while (allowance.take()) taken += 1
  return taken
}

it('gives a burst, then at its pace, and saves up no more than a burst', () => {
  let nowMs = 0
  const allowance = new Allowance(20, 10, () => nowMs)
  expect(takeAll(allowance)).toBe(20)
  nowMs += 99
  expect(takeAll(allowance)).toBe(0)
  nowMs += 1
  expect(takeAll(allowance)).toBe(1)
  nowMs += 1_000
  expect(takeAll(allowance)).toBe(10)
  nowMs += 3_600_000
  expect(takeAll(allowance)).toBe(20)
})

it('a clock that is set back neither gives nor takes', () => {
  let nowMs = 10_000
  const allowance = new Allowance(3, 10, () => nowMs)
  expect(allowance.take()).toBe(true)
  nowMs = 0
  expect(takeAll(allowance)).toBe(2)
  nowMs = 100
  expect(takeAll(allowance)).toBe(1)
})
