package main

import "math"

// rgb is a colour, 0..1 a channel.
type rgb [3]float64

// grades are the tables by name. All keep black dark and white light, and treat
// skin gently: none turns it green or blue.
func grades() map[string]func(rgb) rgb {
	return map[string]func(rgb) rgb{
		"original": func(c rgb) rgb { return c },
		"neutral":  func(c rgb) rgb { return saturate(contrast(c, 0.12), 0.94) },
		"warm":     func(c rgb) rgb { return saturate(gain(gamma(c, 0.96), 1.06, 1.0, 0.86), 1.04) },
		"cool":     func(c rgb) rgb { return saturate(gain(gamma(c, 0.97), 0.92, 1.0, 1.08), 0.97) },
		"film":     film,
		"vivid":    func(c rgb) rgb { return saturate(contrast(c, 0.25), 1.32) },
		"sakura":   sakura,
		"fresh":    fresh,
		"cream":    cream,
		"retro":    retro,
		"dusk":     dusk,
		"peach":    peach,
		"mint":     mint,
		"sunset":   sunset,
		"cinema":   cinema,
		"night":    night,
		"mono":     func(c rgb) rgb { return contrast(grey(c, 0.36, 0.52, 0.12), 0.15) },
		"noir":     func(c rgb) rgb { return contrast(gamma(grey(c, 0.28, 0.58, 0.14), 1.12), 0.75) },
	}
}

// film: a soft shoulder, raised blacks, cyan shadows, cream highlights.
func film(c rgb) rgb {
	c = contrast(c, 0.35)
	c = split(c, rgb{-0.018, 0.008, 0.022}, rgb{0.022, 0.008, -0.030})
	return fade(saturate(c, 0.90), 0.030, 0.965)
}

// sakura: light, with a breath of pink.
func sakura(c rgb) rgb {
	c = gamma(c, 0.86)
	c = split(c, rgb{0.020, 0.000, 0.014}, rgb{0.030, -0.020, 0.012})
	return saturate(c, 0.96)
}

// fresh: bright and clear, greens and blues a little livelier.
func fresh(c rgb) rgb {
	c = gamma(c, 0.88)
	c = split(c, rgb{-0.012, 0.012, 0.020}, rgb{-0.012, 0.008, 0.006})
	return saturate(c, 1.10)
}

// cream: milky, low contrast, warm white.
func cream(c rgb) rgb {
	c = gamma(contrast(c, -0.18), 0.84)
	c = split(c, rgb{0.012, 0.006, 0}, rgb{0.016, 0.006, -0.028})
	return fade(saturate(c, 0.88), 0.035, 1)
}

// retro: faded print, brown shadows, yellowed white.
func retro(c rgb) rgb {
	c = split(contrast(c, 0.20), rgb{0.040, 0.012, -0.012}, rgb{0.020, 0.004, -0.080})
	return fade(saturate(c, 0.72), 0.055, 0.95)
}

// dusk: teal shadows against orange light.
func dusk(c rgb) rgb {
	c = split(contrast(c, 0.22), rgb{-0.045, 0.010, 0.045}, rgb{0.050, 0.006, -0.055})
	return saturate(c, 1.04)
}

// peach: soft and warm, made for faces.
func peach(c rgb) rgb {
	c = gamma(contrast(c, -0.08), 0.88)
	c = split(c, rgb{0.014, 0.002, 0.004}, rgb{0.030, -0.002, -0.016})
	return saturate(c, 1.02)
}

// mint: cool and airy, green in the shadows, clear whites.
func mint(c rgb) rgb {
	c = gamma(c, 0.90)
	c = split(c, rgb{-0.026, 0.016, 0.016}, rgb{-0.002, 0.003, 0.004})
	return fade(saturate(c, 0.90), 0.020, 1)
}

// sunset: golden light, violet shadows.
func sunset(c rgb) rgb {
	c = split(contrast(c, 0.10), rgb{0.024, -0.014, 0.030}, rgb{0.060, 0.010, -0.070})
	return saturate(c, 1.08)
}

// cinema: deep, a little bleached, blue-green darks and neutral skin.
func cinema(c rgb) rgb {
	c = split(contrast(gamma(c, 1.05), 0.30), rgb{-0.030, 0.004, 0.026}, rgb{0.018, 0.004, -0.018})
	return fade(saturate(c, 0.84), 0.018, 0.975)
}

// night: dim and blue, lights keep their warmth.
func night(c rgb) rgb {
	c = split(contrast(gamma(c, 1.26), 0.12), rgb{-0.030, -0.006, 0.050}, rgb{0.004, 0, 0.012})
	return saturate(c, 0.86)
}

func luma(c rgb) float64 { return 0.299*c[0] + 0.587*c[1] + 0.114*c[2] }

// saturate scales the distance from grey.
func saturate(c rgb, k float64) rgb {
	l := luma(c)
	return each(c, func(v float64) float64 { return l + (v-l)*k })
}

// contrast mixes k of a smooth S curve in; a negative k flattens.
func contrast(c rgb, k float64) rgb {
	return each(c, func(v float64) float64 { return v + k*(v*v*(3-2*v)-v) })
}

// gamma below 1 brightens the middle.
func gamma(c rgb, g float64) rgb {
	return each(c, func(v float64) float64 { return math.Pow(v, g) })
}

// gain scales channels and keeps luma of white.
func gain(c rgb, r, g, b float64) rgb {
	n := luma(rgb{r, g, b})
	return each(rgb{c[0] * r / n, c[1] * g / n, c[2] * b / n}, func(v float64) float64 { return v })
}

// split tints shadows and highlights; black and white stay near themselves.
func split(c, dark, light rgb) rgb {
	l := luma(c)
	d, h := 4*l*(1-l)*(1-l)*1.6, 4*l*l*(1-l)*1.6+0.25*l*l*l*l
	return rgb{
		clamp(c[0] + dark[0]*d + light[0]*h),
		clamp(c[1] + dark[1]*d + light[1]*h),
		clamp(c[2] + dark[2]*d + light[2]*h),
	}
}

// fade raises black and lowers white.
func fade(c rgb, black, white float64) rgb {
	return each(c, func(v float64) float64 { return black + v*(white-black) })
}

// grey weighs the channels into one.
func grey(c rgb, r, g, b float64) rgb {
	l := c[0]*r + c[1]*g + c[2]*b
	return rgb{l, l, l}
}

func each(c rgb, f func(float64) float64) rgb {
	return rgb{clamp(f(c[0])), clamp(f(c[1])), clamp(f(c[2]))}
}

func clamp(v float64) float64 { return min(max(v, 0), 1) }
