// Package model is what the screens show and what they may ask for: one plain
// State value for the whole window, a Store that hands it out, and the Actions
// (intents) a controller carries out. It knows no widget, network, codec or
// file, so screens and controller can be written and tested apart.
//
// Texts are not in here: states carry codes and values, the screens have the
// words (assets/locales).
package model
