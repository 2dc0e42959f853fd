import fc from 'fast-check'

// The same examples in every run, so that a red run is the change's doing; HEXBEAT_SEED=N tries others.
fc.configureGlobal({ seed: Number(process.env.HEXBEAT_SEED ?? 20_261_121) })
