// HDR and wide gamut to SDR, by a table over (Y, Cb, Cr).
#include "picture.h"

#include <math.h>
#include <string.h>
#include <libavutil/pixdesc.h>

enum {
	Y_SHIFT = 4, C_SHIFT = 5, // levels of 10 bit between two nodes
	Y_NODES = (1024 >> Y_SHIFT) + 1,
	C_NODES = (1024 >> C_SHIFT) + 1,
	UNIT = 32, // of an 8 bit level
};

struct oa_tone {
	oa_colour k;
	AVFrame *deep;
	struct SwsContext *sws;
	int16_t node[3][C_NODES][C_NODES][Y_NODES]; // of Y, Cb, Cr; by cb, cr, y
};

// Linear light, in units of SDR white: 203 cd/m2 (ITU-R BT.2408).
#define WHITE 203.0

static double from_pq(double v) // SMPTE ST 2084
{
	const double m1 = 2610.0 / 16384, m2 = 2523.0 / 32, c1 = 3424.0 / 4096, c2 = 2413.0 / 128, c3 = 2392.0 / 128;
	double p = pow(v, 1 / m2), n = fmax(p - c1, 0) / (c2 - c3 * p);
	return 10000 * pow(n, 1 / m1) / WHITE;
}

static double from_hlg(double v) // ITU-R BT.2100, scene light 0 to 1
{
	const double a = 0.17883277, b = 1 - 4 * a, c = 0.5 - a * log(4 * a);
	return v <= 0.5 ? v * v / 3 : (exp((v - c) / a) + b) / 12;
}

static int hdr(enum AVColorTransferCharacteristic t)
{
	return t == AVCOL_TRC_SMPTE2084 || t == AVCOL_TRC_ARIB_STD_B67;
}

static int wide(enum AVColorPrimaries p)
{
	return p == AVCOL_PRI_BT2020 || p == AVCOL_PRI_SMPTE431 || p == AVCOL_PRI_SMPTE432;
}

int oa_tone_needed(const oa_colour *k)
{
	return hdr(k->transfer) || wide(k->primaries) || k->transfer == AVCOL_TRC_LINEAR || k->transfer == AVCOL_TRC_GAMMA28 ||
	       k->space == AVCOL_SPC_YCGCO || k->space == AVCOL_SPC_ICTCP;
}

static double linear(enum AVColorTransferCharacteristic t, double v)
{
	v = fmin(fmax(v, 0), 1);
	switch (t) {
	case AVCOL_TRC_SMPTE2084: return from_pq(v);
	case AVCOL_TRC_ARIB_STD_B67: return from_hlg(v);
	case AVCOL_TRC_LINEAR: return v;
	case AVCOL_TRC_GAMMA28: return pow(v, 2.8);
	default: return pow(v, 2.2);
	}
}

// compress leaves what is darker than most of SDR alone and bends the rest, so
// that SDR white stays nearly white and what is brighter keeps some shape.
static double compress(double v)
{
	const double knee = 0.8, room = 1 - knee;
	return v <= knee ? v : knee + room * (1 - exp(-(v - knee) / room));
}

// to_709 are the linear primaries of BT.2020 and of P3 (D65) in BT.709's.
static void to_709(enum AVColorPrimaries p, double c[3])
{
	static const double bt2020[9] = {1.6605, -0.5876, -0.0728, -0.1246, 1.1329, -0.0083, -0.0182, -0.1006, 1.1187};
	static const double p3[9] = {1.2249, -0.2247, 0, -0.0420, 1.0419, 0, -0.0197, -0.0786, 1.0979};
	const double *m = p == AVCOL_PRI_BT2020 ? bt2020 : p3;
	double r = c[0], g = c[1], b = c[2];
	for (int i = 0; i < 3; i++)
		c[i] = m[3 * i] * r + m[3 * i + 1] * g + m[3 * i + 2] * b;
}

static void ycbcr_to_rgb(enum AVColorSpace space, double y, double cb, double cr, double c[3])
{
	double kr = 0.299, kb = 0.114;
	if (space == AVCOL_SPC_YCGCO) { // cb is Cg, cr is Co
		c[0] = y - cb + cr, c[1] = y + cb, c[2] = y - cb - cr;
		return;
	}
	if (space == AVCOL_SPC_BT709)
		kr = 0.2126, kb = 0.0722;
	else if (space == AVCOL_SPC_BT2020_NCL || space == AVCOL_SPC_BT2020_CL)
		kr = 0.2627, kb = 0.0593;
	c[0] = y + 2 * (1 - kr) * cr;
	c[2] = y + 2 * (1 - kb) * cb;
	c[1] = (y - kr * c[0] - kb * c[2]) / (1 - kr - kb);
}

// ictcp_to_linear is BT.2100's ICtCp with PQ or HLG.
static void ictcp_to_linear(enum AVColorTransferCharacteristic t, double i, double ct, double cp, double c[3])
{
	double l = linear(t, i + 0.008609 * ct + 0.111030 * cp);
	double m = linear(t, i - 0.008609 * ct - 0.111030 * cp);
	double s = linear(t, i + 0.560031 * ct - 0.320627 * cp);
	c[0] = fmax(3.436607 * l - 2.506452 * m + 0.069845 * s, 0);
	c[1] = fmax(-0.791330 * l + 1.983600 * m - 0.192271 * s, 0);
	c[2] = fmax(-0.025950 * l - 0.098914 * m + 1.124864 * s, 0);
}

static void node(const oa_colour *k, double y, double cb, double cr, double out[3])
{
	double c[3];
	if (k->space == AVCOL_SPC_ICTCP)
		ictcp_to_linear(k->transfer, y, cb, cr, c);
	else {
		ycbcr_to_rgb(k->space, y, cb, cr, c);
		for (int i = 0; i < 3; i++)
			c[i] = linear(k->transfer, c[i]);
	}
	if (k->transfer == AVCOL_TRC_ARIB_STD_B67) { // to a display of 1000 cd/m2
		double scene = 0.2627 * c[0] + 0.6780 * c[1] + 0.0593 * c[2];
		double gain = 1000 / WHITE * pow(fmax(scene, 1e-9), 0.2);
		for (int i = 0; i < 3; i++)
			c[i] *= gain;
	}
	if (wide(k->primaries))
		to_709(k->primaries, c);
	double most = fmax(c[0], fmax(c[1], c[2]));
	double scale = hdr(k->transfer) && most > 0 ? compress(most) / most : 1;
	for (int i = 0; i < 3; i++)
		c[i] = pow(fmin(fmax(c[i] * scale, 0), 1), 1 / 2.2);
	double luma = 0.299 * c[0] + 0.587 * c[1] + 0.114 * c[2];
	out[0] = 16 + 219 * luma;
	out[1] = 128 + 224 * (c[2] - luma) / 1.772;
	out[2] = 128 + 224 * (c[0] - luma) / 1.402;
}

static void fill(struct oa_tone *t)
{
	const oa_colour *k = &t->k;
	for (int b = 0; b < C_NODES; b++)
		for (int r = 0; r < C_NODES; r++)
			for (int y = 0; y < Y_NODES; y++) {
				double v[3], luma = y << Y_SHIFT, cb = (b << C_SHIFT) - 512, cr = (r << C_SHIFT) - 512;
				if (k->full)
					node(k, luma / 1023, cb / 1023, cr / 1023, v);
				else
					node(k, (luma - 64) / 876, cb / 896, cr / 896, v);
				for (int i = 0; i < 3; i++)
					t->node[i][b][r][y] = lrint(v[i] * UNIT);
			}
}

// guessed fills in what HDR files leave out.
static oa_colour guessed(oa_colour k)
{
	if (hdr(k.transfer) && (k.primaries == AVCOL_PRI_UNSPECIFIED || k.primaries == AVCOL_PRI_RESERVED0))
		k.primaries = AVCOL_PRI_BT2020;
	if (wide(k.primaries) && k.primaries == AVCOL_PRI_BT2020 && (k.space == AVCOL_SPC_UNSPECIFIED || k.space == AVCOL_SPC_RESERVED))
		k.space = AVCOL_SPC_BT2020_NCL;
	return k;
}

// column is the four columns of the table around a colour, and their weights.
typedef struct column {
	int at[4], w[4];
} column;

static column column_at(int cb, int cr)
{
	int b = cb >> C_SHIFT, r = cr >> C_SHIFT, fb = cb & 31, fr = cr & 31;
	int i = (b * C_NODES + r) * Y_NODES, up = Y_NODES, over = C_NODES * Y_NODES;
	return (column){{i, i + up, i + over, i + over + up},
		{(32 - fb) * (32 - fr), (32 - fb) * fr, fb * (32 - fr), fb * fr}};
}

static inline uint8_t look_up(const int16_t *t, const column *c, int y)
{
	int lo = y >> Y_SHIFT, f = y & 15, sum = 0;
	for (int i = 0; i < 4; i++) {
		const int16_t *p = t + c->at[i] + lo;
		sum += c->w[i] * (p[0] * (16 - f) + p[1] * f);
	}
	int v = (sum + (1 << 18)) >> 19; // 1024 * 16 * UNIT
	return v < 0 ? 0 : v > 255 ? 255 : v;
}

static inline int level(const AVFrame *f, int plane, int x, int y)
{
	const uint16_t *row = (const uint16_t *)(f->data[plane] + (ptrdiff_t)y * f->linesize[plane]);
	return row[x] & 1023;
}

static void map(const struct oa_tone *t, const AVFrame *f, oa_planes d)
{
	int cw = (d.w + 1) / 2, ch = (d.h + 1) / 2;
	for (int y = 0; y < ch; y++)
		for (int x = 0; x < cw; x++) {
			column c = column_at(level(f, 1, x, y), level(f, 2, x, y));
			int sum = 0;
			for (int i = 0; i < 4; i++) {
				int px = 2 * x + (i & 1), py = 2 * y + (i >> 1);
				px = px < d.w ? px : d.w - 1;
				py = py < d.h ? py : d.h - 1;
				int v = level(f, 0, px, py);
				sum += v;
				d.y[(ptrdiff_t)py * d.ys + px] = look_up(&t->node[0][0][0][0], &c, v);
			}
			d.u[(ptrdiff_t)y * d.cs + x] = look_up(&t->node[1][0][0][0], &c, sum / 4);
			d.v[(ptrdiff_t)y * d.cs + x] = look_up(&t->node[2][0][0][0], &c, sum / 4);
		}
}

int oa_tone_picture(oa_conv *c, const AVFrame *f, enum AVPixelFormat fmt, const oa_colour *given, oa_planes dst)
{
	oa_colour k = guessed(*given);
	if (!c->tone && !(c->tone = av_mallocz(sizeof *c->tone)))
		return AVERROR(ENOMEM);
	struct oa_tone *t = c->tone;
	if (!t->deep || memcmp(&t->k, &k, sizeof k)) {
		t->k = k;
		fill(t);
	}
	int err = oa_ensure_frame(&t->deep, AV_PIX_FMT_YUV420P10, f->width, f->height);
	if (err < 0)
		return err;
	if (fmt == AV_PIX_FMT_YUV420P10) {
		map(t, f, dst);
		return 0;
	}
	if ((err = oa_sws(&t->sws, f, fmt, t->deep)) < 0)
		return err;
	map(t, t->deep, dst);
	return 0;
}

void oa_tone_free(struct oa_tone *t)
{
	if (!t)
		return;
	sws_freeContext(t->sws);
	av_frame_free(&t->deep);
	av_free(t);
}
