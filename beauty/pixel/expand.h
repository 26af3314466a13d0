// Rows of pixels out of planes of cells. Goes after base.h.

// An expander interpolates a plane of cells to rows of n samples, per samples a
// cell, and keeps the two rows it is between.
#ifndef ONAIR_BEAUTY_EXPANDER
#define ONAIR_BEAUTY_EXPANDER
typedef struct {
	cells c;
	int n, per, at[2];
} expander;
#endif

INLINE expander NAME(expand)(cells c, int n, int per) {
	expander e = {c, n, per, {-1, -1}};
	return e;
}

INLINE int NAME(phase)(int x, int per, int *wa) {
	if (per == 2) {
		*wa = x & 1 ? 6 : 2;
		return (x >> 1) - (1 - (x & 1));
	}
	static const int w[4] = {3, 1, 7, 5};
	*wa = w[x & 3];
	return (x >> 2) - ((x & 3) < 2);
}

#define LERP(a, b, wa) ((int16_t)((a) + ((int16_t)(((b) - (a)) * (8 - (wa)) + 4) >> 3)))

FN void NAME(expand_row)(const int16_t *R s, int16_t *R d, int lw, int n, int per) {
	int inner = MAX(MIN(lw - 2, n / per - 2), 0);
	if (per == 4) {
		for (int i = 1; i <= inner; i++) {
			int a = s[i - 1], b = s[i], c = s[i + 1];
			d[4 * i] = LERP(a, b, 3);
			d[4 * i + 1] = LERP(a, b, 1);
			d[4 * i + 2] = LERP(b, c, 7);
			d[4 * i + 3] = LERP(b, c, 5);
		}
	} else {
		for (int i = 1; i <= inner; i++) {
			int a = s[i - 1], b = s[i], c = s[i + 1];
			d[2 * i] = LERP(a, b, 2);
			d[2 * i + 1] = LERP(b, c, 6);
		}
	}
	for (int x = 0; x < n; x++) {
		if (x == per && inner > 0) x = per * (inner + 1);
		int wa, i = NAME(phase)(x, per, &wa);
		d[x] = LERP(s[MAX(i, 0)], s[MIN(i + 1, lw - 1)], wa);
	}
}

INLINE const int16_t *NAME(expanded)(expander *e, int i) {
	int16_t *row = e->c.rows + (long)(i & 1) * e->n;
	if (e->at[i & 1] != i) {
		e->at[i & 1] = i;
		NAME(expand_row)(e->c.cells + (long)i * e->c.lw, row, e->c.lw, e->n, e->per);
	}
	return row;
}

#define ROWS(e, y, a, b, wa) \
	int wa, a##_i = NAME(phase)(y, (e).per, &wa); \
	const int16_t *R a = NAME(expanded)(&(e), MAX(a##_i, 0)); \
	const int16_t *R b = NAME(expanded)(&(e), MIN(a##_i + 1, (e).c.lh - 1));

