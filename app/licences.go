package app

// licences names the licence of each part that the program is built from, by
// module; THIRD_PARTY.md has the whole list with the system's libraries.
var licences = map[string]string{}
