package cli

import (
	"bytes"
	"flag"
	"os/exec"
	"reflect"
	"strings"
	"testing"
)

func example() *Program {
	common := func(name string) *flag.FlagSet {
		fs := flag.NewFlagSet(name, flag.ContinueOnError)
		fs.String("data", "", "`folder` for the cook's [own] things")
		fs.Bool("loud", false, "say more: all of it")
		return fs
	}
	bake := common("bake")
	bake.Int("heat", 200, "`degrees` of the oven")
	return &Program{Name: "cook", Title: "a kitchen", Common: common(""), About: "Cooks.", Commands: []Command{
		{Summary: "look around"}, {Name: "bake", Args: "CAKE", Summary: "bake it", Options: bake},
		{Name: "help", Args: "[COMMAND]", Summary: "help", Words: []string{"bake"}},
	}, Sections: []Section{{Title: "Examples", Text: "One:\n\n    cook bake -x\n\n.That's all."}}}
}

func TestCommandIsFoundAmongOptions(t *testing.T) {
	for line, want := range map[string]Line{
		"bake --heat 5 apple":       {Command: "bake", Rest: []string{"--heat", "5", "apple"}},
		"--data bake --loud bake x": {Command: "bake", Rest: []string{"--data", "bake", "--loud", "x"}},
		"-data=x bake":              {Command: "bake", Rest: []string{"-data=x"}},
		"help bake":                 {Command: "bake", Help: true},
		"bake help":                 {Command: "bake", Rest: []string{"help"}},
		"bake --heat 5 -h":          {Command: "bake", Rest: []string{"--heat", "5"}, Help: true},
		"--version":                 {Version: true},
		"bake -- --help":            {Command: "bake", Rest: []string{"--", "--help"}},
		"--unknown bake":            {Command: "bake", Rest: []string{"--unknown"}},
		"bake --heat":               {Command: "bake", Rest: []string{"--heat"}},
	} {
		if got := example().Split(strings.Fields(line)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v", line, got)
		}
	}
}

func TestHelpHasOwnOptionsFirstAndFitsATerminal(t *testing.T) {
	var out bytes.Buffer
	example().Help(&out, "bake")
	text := out.String()
	if own, common := strings.Index(text, "--heat DEGREES"), strings.Index(text, "--data FOLDER"); own < 0 || common < own || !strings.Contains(text, "(default: 200)") {
		t.Error(text)
	}
	example().Help(&out, "")
	for line := range strings.Lines(out.String()) {
		if len(line) > width+1 {
			t.Errorf("%d columns: %s", len(line), line)
		}
	}
}

// TestShellsTakeTheirCompletions runs what is written through the shells that are
// here; bash is everywhere.
func TestShellsTakeTheirCompletions(t *testing.T) {
	for _, shell := range Shells() {
		var script bytes.Buffer
		if err := example().Completion(&script, shell); err != nil {
			t.Fatal(err)
		}
		if _, err := exec.LookPath(shell); err != nil {
			t.Logf("%s is not installed: its completions were not read by it", shell)
			continue
		}
		cmd := exec.Command(shell, "-n")
		cmd.Stdin = &script
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v, %s", shell, err, out)
		}
	}
	if err := example().Completion(new(bytes.Buffer), "tcsh"); err == nil {
		t.Error("tcsh is taken")
	}
}

func TestBashCompletes(t *testing.T) {
	for words, want := range map[string]string{
		"cook ba": "bake", "cook bake --he": "--heat --help", "cook --lo": "--loud", "cook help b": "bake", "cook --heat": "", "cook bake --heat ": "",
	} {
		var script bytes.Buffer
		if err := example().Completion(&script, "bash"); err != nil {
			t.Fatal(err)
		}
		script.WriteString("COMP_WORDS=(" + words)
		if strings.HasSuffix(words, " ") {
			script.WriteString("''")
		}
		script.WriteString("); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _cook; echo \"${COMPREPLY[*]}\"\n")
		cmd := exec.Command("bash", "--norc")
		cmd.Stdin = &script
		if out, err := cmd.CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != want {
			t.Errorf("%s: %v, %q, want %q", words, err, out, want)
		}
	}
}

func TestManualPageEscapes(t *testing.T) {
	var out bytes.Buffer
	example().Man(&out, 1)
	for _, want := range []string{".TH COOK 1", `\fB\-\-heat\fR \fIDEGREES\fR`, "    cook bake"[4:] + ` \-x`, `\&.That's all.`, ".nf", ".fi"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("lacks %q:\n%s", want, out.String())
		}
	}
}
