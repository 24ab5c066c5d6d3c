import { configure } from '@testing-library/react'

// A busy machine may take seconds for what takes milliseconds on a quiet one; a test that waits ends as soon as it can.
configure({ asyncUtilTimeout: 10_000 })
