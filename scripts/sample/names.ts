import type { Chance } from './chance.js'

const STREET =
  'Abbey Acre Alder Amber Anvil Apple Ashen Badger Barley Beacon Bell Birch Bluebell Bracken Bramble Brook Buckle Calder Candle Cedar Chantry Chapel Chestnut Cinder Clay Clover Coach Copper Coppice Corn Cowslip Crane Cross Curlew Dairy Dale Damson Deer Dove Drovers Elder Elm Falcon Farrier Fern Field Finch Flint Forge Foundry Fox Garland Glebe Gorse Granary Green Grove Harbour Hawthorn Hazel Heather Heron Hollow Holly Hop Ivy Jasmine Jubilee Kestrel Kiln King Lark Laurel Lavender Lilac Lime Linden Loom Malt Maple Market Meadow Mill Millstone Minster Mulberry Nettle New North Oak Old Orchard Osier Otter Paddock Park Pear Pepper Pine Plough Poplar Priory Quarry Queen Raven Redwing Ridge River Robin Rose Rowan Saddler Sallow School Smithy Sorrel South Sparrow Spinner Spring Station Stone Swallow Swan Sycamore Tanner Tawny Thistle Thorn Tinker Tower Vale Vicarage Vine Walnut Water Weaver Well West Wheat Willow Windmill Wood Wren Yarrow Yew'.split(
    ' ',
  )
const STREET_END = [
  'Road',
  'Street',
  'Avenue',
  'Close',
  'Lane',
  'Drive',
  'Court',
  'Way',
  'Crescent',
  'Gardens',
  'Terrace',
  'Place',
  'Walk',
  'Grove',
  'Mews',
]
const PLACE =
  'Abbot Alder Arn Barrow Beck Bel Black Brom Bur Cald Carl Chal Cold Cran Dray Dun Eal Ember Fal Fen Gar Gold Grim Had Harl Hazel Hob Holm Ing Kel Kirk Lang Lin Mar Mel Nor Oak Old Pen Quen Ram Red Rus Sal Scar Sel Shaw Skel Stan Stow Sut Tarn Thorn Tor Ul Wad Wal Wen Whit Win Wold Wy Yar'.split(
    ' ',
  )
const PLACE_END = [
  'acre',
  'barrow',
  'bourne',
  'brook',
  'bury',
  'combe',
  'cote',
  'den',
  'dyke',
  'fold',
  'garth',
  'hanger',
  'hurst',
  'ley',
  'mere',
  'moor',
  'rigg',
  'shaw',
  'stead',
  'thwaite',
  'wick',
  'worth',
]

/** Invented street names, met as often as real ones are: a few everywhere, most once or twice. */
export function streetName(chance: Chance): string {
  if (chance() < 0.04) return ['High Street', 'Church Lane', 'Station Road', 'Main Street', 'Mill Lane'][Math.floor(5 * chance())]
  return `${STREET[Math.floor(STREET.length * chance())]} ${STREET_END[Math.floor(STREET_END.length * chance() ** 1.4)]}`
}

/** Invented village and district names, none twice. */
export function placeNames(count: number, chance: Chance): string[] {
  const names = new Set<string>()
  while (names.size < count)
    names.add(PLACE[Math.floor(PLACE.length * chance())] + PLACE_END[Math.floor(PLACE_END.length * chance())])
  return [...names]
}
