import type { TaskedHotspot, Tasking } from '../patrol/tasking.js'
import type { Period } from '../score/period.js'
import type { Analysis, LayerResult } from './analysis.js'
import { oncePerRun } from './oncePerRun.js'
import { whyHotspot } from './patrolWhy.js'
import { problemOf } from './patrolWords.js'
import { harmLabel } from './wording.js'

/** What sheets and words of a plan take of the run it was made from, or of what planning.json keeps of one. */
export interface PatrolRun {
  readonly period: Period
  readonly layers: readonly Pick<LayerResult, 'areas' | 'rank'>[]
  /** What harm is called. */
  readonly harm: string
  /** What a plan is for, in plain words (`problemOf`). */
  problem(id: string): string
  /** Why a crew is sent to a hotspot (`whyHotspot`). */
  why(
    tasking: Pick<Tasking, 'problem' | 'measure' | 'demo'>,
    hotspot: Pick<TaskedHotspot, 'id' | 'found' | 'perWeek' | 'reasonChanged'>,
  ): string
}

export const patrolRun = oncePerRun((analysis: Analysis): PatrolRun => {
  const { period, layers, kinds, scheme } = analysis
  return {
    period,
    layers,
    harm: harmLabel(kinds, scheme),
    problem: (problem) => problemOf(analysis, { problem }),
    why: (tasking, hotspot) => whyHotspot(analysis, tasking, hotspot),
  }
})
