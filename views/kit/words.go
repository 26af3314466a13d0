package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"onair/assets/locales"
)

// Values fill a text's {{.Name}} places.
type Values map[string]any

// T is the text of a key in the current language.
func T(key string, values ...Values) string {
	if len(values) > 0 {
		return lang.X(key, key, values[0])
	}
	return lang.X(key, key)
}

// N is the text of a key for a number; the text may say {{.Count}}.
func N(key string, count int) string {
	return lang.XN(key, key, count, Values{"Count": count})
}

// Has reports whether a key has a text.
func Has(key string) bool { return T(key) != key }

// SetLanguage puts one of our languages in force; "" is the system's.
//
// Fyne picks the language from the system and has no call to override it, so
// an override puts the wanted texts in place of those of every language that
// Fyne could pick; see docs/adr/0082.
func SetLanguage(code string) error {
	en, zh := "en", "zh"
	if code != "" {
		en, zh = code, code
	}
	for tag, file := range map[string]string{"en": en, "zh": zh, "zh-Hans": zh, "zh-Hant": zh} {
		data, err := locales.FS.ReadFile(file + ".json")
		if err != nil {
			return fmt.Errorf("language %q: %w", code, err)
		}
		if err := lang.AddTranslationsForLocale(data, fyne.Locale(tag)); err != nil {
			return fmt.Errorf("language %q: %w", code, err)
		}
	}
	return nil
}
