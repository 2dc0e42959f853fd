import { paragraph } from './paragraph.js'

/** RULES 28, in one line for the command line; printed once after what was asked; page one of a report has it in full. */
export const TARGETING_TEXT = /* @__PURE__ */ paragraph(
  'Who lives inside, against the force: not assessed. It shows recorded crime, which depends on who reports and where police look; not what a patrol would prevent, who is responsible, or whether people feel safe. Rankings support a decision; they do not make it.',
).concat('\n')
