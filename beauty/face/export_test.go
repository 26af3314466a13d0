package face

// FaceTurns, Between and FaceTurn are for the tests of the order of searches.
const FaceTurns = faceTurns

// Between is how many turns there are between those of the whole picture.
const Between = len(between)

// FaceTurn is the turn of the nth search.
var FaceTurn = faceTurn
