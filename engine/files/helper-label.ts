/** On the helper's image and on its containers. */
export const helperLabel = 'bayplan.helper'
