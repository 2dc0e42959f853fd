/** What is recorded and how often: published category, Home Office codes in their national proportions, where, when. */
export interface Offence {
  /** Home Office code; '' for anti-social behaviour, which is an incident. */
  readonly code: string
  readonly name: string
  /** Share within the category, any unit. */
  readonly weight: number
  readonly domestic: number
  readonly online: number
  /** Share recorded over a year after it happened. */
  readonly historic: number
}

/** Kind of place: streets where people live, streets of a centre, or one of the premises names published data uses. */
export type Use = 'home' | 'centre' | Premises
type Premises = (typeof PREMISES)[number]['name']

export const PREMISES = [
  { name: 'Supermarket', count: 46, central: false },
  { name: 'Shopping Area', count: 26, central: true },
  { name: 'Parking Area', count: 110, central: false },
  { name: 'Petrol Station', count: 42, central: false },
  { name: 'Nightclub', count: 12, central: true },
  { name: 'Park/Open Space', count: 70, central: false },
  { name: 'Sports/Recreation Area', count: 34, central: false },
  { name: 'Hospital', count: 3, central: false },
  { name: 'Police Station', count: 6, central: true },
  { name: 'Prison', count: 1, central: false },
] as const

export interface Category {
  readonly label: string
  /** Share of all rows. */
  readonly share: number
  /** Height of the yearly wave and the month (0 January) of its peak. */
  readonly wave: number
  readonly peak: number
  readonly hours: 'evening' | 'shops' | 'night' | 'daytime'
  /** Minutes between from and to at the median; 0 means seen as it happened. */
  readonly span: number
  /** Share at each kind of place. */
  readonly at: Readonly<Partial<Record<Use, number>>>
  readonly offences: readonly Offence[]
}

const o = (code: string, name: string, weight: number, domestic = 0, online = 0, historic = 0): Offence => ({
  code,
  name,
  weight,
  domestic,
  online,
  historic,
})

/** Weights within a category are national counts of 2017/18 in thousands (Home Office open data, OGL v3.0), rounded, smallest codes left out. */
export const CATEGORIES: readonly Category[] = [
  {
    label: 'Anti-social behaviour',
    share: 0.15,
    wave: 0.24,
    peak: 6.5,
    hours: 'evening',
    span: 0,
    at: {
      'home': 0.6,
      'centre': 0.19,
      'Shopping Area': 0.04,
      'Supermarket': 0.04,
      'Park/Open Space': 0.07,
      'Parking Area': 0.03,
      'Sports/Recreation Area': 0.03,
    },
    offences: [o('', 'Anti-social behaviour', 1)],
  },
  {
    label: 'Bicycle theft',
    share: 0.013,
    wave: 0.3,
    peak: 7,
    hours: 'daytime',
    span: 240,
    at: { home: 0.45, centre: 0.35, 'Parking Area': 0.08, Supermarket: 0.06, 'Sports/Recreation Area': 0.06 },
    offences: [o('44', 'Theft or unauthorised taking of a pedal cycle', 100)],
  },
  {
    label: 'Burglary',
    share: 0.05,
    wave: 0.2,
    peak: 11.5,
    hours: 'night',
    span: 480,
    at: { home: 0.82, centre: 0.12, 'Shopping Area': 0.02, 'Supermarket': 0.02, 'Petrol Station': 0.02 },
    offences: [
      o('28E', 'Burglary Residential', 249),
      o('30C', 'Burglary Business and Community', 109),
      o('28F', 'Attempted Burglary Residential', 54),
      o('30D', 'Attempted Burglary Business and Community', 18),
      o('29A', 'Aggravated Burglary Residential', 3),
      o('28G', 'Distraction Burglary Residential', 3),
    ],
  },
  {
    label: 'Criminal damage and arson',
    share: 0.075,
    wave: 0.06,
    peak: 6,
    hours: 'evening',
    span: 300,
    at: {
      'home': 0.74,
      'centre': 0.12,
      'Parking Area': 0.05,
      'Park/Open Space': 0.03,
      'Police Station': 0.01,
      'Hospital': 0.01,
      'Prison': 0.01,
      'Shopping Area': 0.03,
    },
    offences: [
      o('58C', 'Criminal damage to a vehicle', 233, 0.05),
      o('58A', 'Criminal damage to a dwelling', 142, 0.2),
      o('58D', 'Other criminal damage', 133, 0.1),
      o('58B', 'Criminal damage to a building other than a dwelling', 54),
      o('56B', 'Arson not endangering life', 23),
      o('56A', 'Arson endangering life', 4),
    ],
  },
  {
    label: 'Drugs',
    share: 0.035,
    wave: 0.05,
    peak: 4,
    hours: 'evening',
    span: 0,
    at: { 'home': 0.58, 'centre': 0.28, 'Police Station': 0.03, 'Prison': 0.04, 'Nightclub': 0.03, 'Park/Open Space': 0.04 },
    offences: [
      o('92E', 'Possession of controlled drugs (Cannabis)', 82),
      o('92D', 'Possession of controlled drugs (excl. Cannabis)', 27),
      o('92A', 'Trafficking in controlled drugs', 27),
      o('92C', 'Other drug offences', 1),
    ],
  },
  {
    label: 'Other crime',
    share: 0.022,
    wave: 0,
    peak: 0,
    hours: 'daytime',
    span: 0,
    at: { 'home': 0.74, 'centre': 0.16, 'Police Station': 0.06, 'Prison': 0.04 },
    offences: [
      o('59', 'Threat or possession with intent to commit criminal damage', 27, 0.3),
      o('86', 'Obscene publications etc', 23, 0.05, 0.8, 0.05),
      o('79', 'Perverting the course of justice', 7),
      o('99', 'Other notifiable offences', 6),
      o('802', 'Dangerous driving', 5),
      o('54', 'Handling stolen goods', 4),
      o('33', 'Going equipped for stealing, etc', 3),
    ],
  },
  {
    label: 'Other theft',
    share: 0.065,
    wave: 0.04,
    peak: 7,
    hours: 'daytime',
    span: 180,
    at: {
      home: 0.52,
      centre: 0.26,
      'Petrol Station': 0.13,
      'Supermarket': 0.03,
      'Nightclub': 0.03,
      'Hospital': 0.02,
      'Sports/Recreation Area': 0.01,
    },
    offences: [
      o('49', 'Other theft', 366),
      o('49A', 'Making off without payment', 86),
      o('40', 'Theft in a dwelling other than from an automatic machine or meter', 54, 0.25),
      o('41', 'Theft by an employee', 10),
      o('35', 'Blackmail', 8, 0.05, 0.6),
      o('47', 'Theft from automatic machine or meter', 5),
    ],
  },
  {
    label: 'Possession of weapons',
    share: 0.012,
    wave: 0.05,
    peak: 6,
    hours: 'evening',
    span: 0,
    at: { home: 0.56, centre: 0.34, 'Police Station': 0.03, 'Prison': 0.03, 'Nightclub': 0.04 },
    offences: [
      o('10D', 'Possession of article with blade or point', 18),
      o('10C', 'Possession of other weapons', 13),
      o('10B', 'Possession of firearms offences', 4),
    ],
  },
  {
    label: 'Public order',
    share: 0.065,
    wave: 0.12,
    peak: 6.5,
    hours: 'evening',
    span: 0,
    at: {
      'home': 0.58,
      'centre': 0.29,
      'Shopping Area': 0.04,
      'Supermarket': 0.03,
      'Hospital': 0.02,
      'Nightclub': 0.03,
      'Police Station': 0.01,
    },
    offences: [
      o('9A', 'Public fear, alarm or distress', 286, 0.05),
      o('66', 'Other offences against the State or public order', 58, 0.3),
      o('9B', 'Racially or religiously aggravated public fear, alarm or distress', 41),
      o('62A', 'Violent disorder', 2),
    ],
  },
  {
    label: 'Robbery',
    share: 0.016,
    wave: 0.05,
    peak: 10,
    hours: 'evening',
    span: 0,
    at: { 'home': 0.55, 'centre': 0.34, 'Park/Open Space': 0.05, 'Petrol Station': 0.03, 'Supermarket': 0.03 },
    offences: [o('34B', 'Robbery of personal property', 69), o('34A', 'Robbery of business property', 8)],
  },
  {
    label: 'Shoplifting',
    share: 0.09,
    wave: 0.06,
    peak: 10.5,
    hours: 'shops',
    span: 0,
    at: { 'home': 0.06, 'centre': 0.27, 'Supermarket': 0.39, 'Shopping Area': 0.22, 'Petrol Station': 0.06 },
    offences: [o('46', 'Shoplifting', 382)],
  },
  {
    label: 'Theft from the person',
    share: 0.009,
    wave: 0.05,
    peak: 11,
    hours: 'evening',
    span: 20,
    at: { home: 0.25, centre: 0.5, 'Nightclub': 0.1, 'Shopping Area': 0.1, 'Supermarket': 0.05 },
    offences: [o('39', 'Theft from the person', 100)],
  },
  {
    label: 'Vehicle crime',
    share: 0.06,
    wave: 0.08,
    peak: 10,
    hours: 'night',
    span: 600,
    at: { 'home': 0.8, 'centre': 0.06, 'Parking Area': 0.12, 'Supermarket': 0.02 },
    offences: [
      o('45', 'Theft from vehicle', 280),
      o('48', 'Theft or unauthorised taking of motor vehicle', 106),
      o('126', 'Interfering with a motor vehicle', 65),
      o('37.2', 'Aggravated vehicle taking', 6),
    ],
  },
  {
    label: 'Violence and sexual offences',
    share: 0.338,
    wave: 0.09,
    peak: 6.5,
    hours: 'evening',
    span: 0,
    at: {
      'home': 0.77,
      'centre': 0.15,
      'Nightclub': 0.025,
      'Hospital': 0.015,
      'Police Station': 0.015,
      'Prison': 0.01,
      'Park/Open Space': 0.015,
    },
    offences: [
      o('105A', 'Assault without injury', 509, 0.38),
      o('8N', 'Assault with injury', 468, 0.36),
      o('8R', 'Malicious Communications', 159, 0.3, 0.75),
      o('8L', 'Harassment', 124, 0.4, 0.25),
      o('20A', 'Sexual assault on a female aged 13 and over', 37, 0.12, 0, 0.12),
      o('19C', 'Rape of a female aged 16 and over', 35, 0.35, 0, 0.22),
      o('5D', 'Assault with intent to cause serious harm', 30, 0.2),
      o('3B', 'Threats to kill', 27, 0.4, 0.1),
      o('104', 'Assault without injury on a constable', 18),
      o('11A', 'Cruelty to children/young persons', 16, 0.6, 0, 0.08),
      o('22B', 'Sexual activity involving child under 16', 15, 0.1, 0.2, 0.25),
      o('8Q', 'Stalking', 10, 0.5, 0.2),
      o('8S', 'Assault with injury on a constable', 8),
      o('36', 'Kidnapping', 4.5, 0.25),
      o('106', 'Modern slavery', 3.4, 0, 0, 0.1),
      o('2', 'Attempted murder', 1.3, 0.2),
      o('1', 'Homicide', 0.7, 0.25),
    ],
  },
]
