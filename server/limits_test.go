package server

import (
	"reflect"
	"testing"
	"time"
)

// TestEveryLimitHasADefault: a new field without one would mean no limit, or that
// nothing is allowed.
func TestEveryLimitHasADefault(t *testing.T) {
	d := reflect.ValueOf(Defaults().Limits)
	filled := reflect.ValueOf(Limits{}.withDefaults())
	for i := range d.NumField() {
		name := d.Type().Field(i).Name
		if name == "AddressRate" {
			continue
		}
		if d.Field(i).IsZero() || !filled.Field(i).Equal(d.Field(i)) {
			t.Errorf("%s: %v by default, %v when nothing is said", name, d.Field(i), filled.Field(i))
		}
	}
	if l := (Limits{MessageRate: 10}).withDefaults(); l.AddressRate != 400 || l.MessageBurst != Defaults().Limits.MessageBurst {
		t.Errorf("%+v", l)
	}
	l := Limits{KickTime: -1, MaxCoAnchors: -1, HostGrace: time.Second}.withDefaults()
	if l.KickTime != -1 || l.MaxCoAnchors != -1 || l.HostGrace != time.Second {
		t.Errorf("what is given is replaced: %+v", l)
	}
}

// TestWhatIsLeftOutIsAsInDefaults looks at the rest of a configuration.
func TestWhatIsLeftOutIsAsInDefaults(t *testing.T) {
	c, err := Config{DataDir: t.TempDir()}.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	d := Defaults()
	if c.Name != d.Name || c.Version != d.Version || c.ListenAddr != d.ListenAddr || c.MediaAddr != d.MediaAddr || c.SDKAppID != d.SDKAppID ||
		c.StartCoins != d.StartCoins || !reflect.DeepEqual(c.Gifts, d.Gifts) {
		t.Errorf("%+v, want %+v", c, d)
	}
	if c, err := (Config{DataDir: t.TempDir(), StartCoins: -1}).withDefaults(); err != nil || c.StartCoins != 0 {
		t.Errorf("no coins: %d, %v", c.StartCoins, err)
	}
}
