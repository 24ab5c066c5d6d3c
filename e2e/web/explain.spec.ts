import { expect, removeAll, row, run, test } from '../fixtures.ts'

test.afterAll(async ({ engine }) => removeAll(engine))

test('E explains the command in the status bar, in both languages', async ({ app, engine }) => {
  await run(engine, 'explained', '--network', 'none', 'bayplan/quickstop:1')
  await row(app, 'explained').click()
  const panel = app.getByRole('complementary', { name: 'Side panel' })
  await panel.getByRole('button', { name: 'Restart explained' }).focus()
  await app.keyboard.press('e')
  const card = app.getByRole('region', { name: 'What this command does' })
  await expect(card).toBeFocused()
  await expect(card).toContainText('Stops the container, waits until it has ended, then starts it again')
  await expect(card).toContainText('--timeout 10')
  await expect(card).toContainText('Not given, so the default applies')
  await app.keyboard.press('Escape')
  await expect(card).toHaveCount(0)
  // Focus is where it was.
  await expect(panel.getByRole('button', { name: 'Restart explained' })).toBeFocused()
  await app.keyboard.press('Control+k')
  await app.getByRole('combobox').fill('简体中文')
  await app.keyboard.press('Enter')
  await app.getByRole('button', { name: '讲解', exact: true }).click()
  await expect(app.getByRole('region', { name: '这条命令做什么' })).toContainText('程序名和动作。')
})
