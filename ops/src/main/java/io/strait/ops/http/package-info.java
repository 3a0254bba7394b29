/**
 * The daemon's HTTP door: health, status, metrics, links, audits.
 *
 * <pre>
 * GET    /health/live, /health/ready    open to everybody
 * GET    /status, /metrics              open on loopback; elsewhere any token, if there are tokens
 * GET    /links, /links/NAME, /links/NAME/flow    the same
 * GET    /audit, /audit/LINK            the same
 * GET    /memory                        the same
 * PUT    /memory              operator  {"limit": "64MiB"}, until the process ends
 * PUT    /links/NAME/flow     operator  {"rate": "50MiB/s", "classes": {"bulk": ["archive"]}, "weights": {"critical": 32}}
 * DELETE /links/NAME/flow     operator  back to the configuration
 * POST   /links/NAME/pause    operator  {"topics": ["orders"]}
 * POST   /links/NAME/resume   operator  {"topics": ["orders"]}
 * GET    /slo, /slo/NAME                the same: how links keep what is promised about them
 * POST   /slo/NAME/grants     operator  {"action": "pause-bulk", "seconds": 7200, "reason": "..."}
 * DELETE /slo/NAME/grants/ID  operator
 * POST   /agents/CLUSTER/v1/QUESTION   agent   a coordinator's question, see validator.agent
 * </pre>
 *
 * <p>A refusal is {@code {"error": ..., "message": ..., "next": ...}} with 400 {@code BAD_REQUEST},
 * 401 {@code UNAUTHORIZED}, 403 {@code FORBIDDEN} or {@code NO_OPERATOR}, 404 {@code NO_SUCH_LINK}
 * or {@code NOT_AUDITED}, or 503 {@code NOT_STORED}; the error's word is stable.
 *
 * <p>Invariants: the event loop never blocks: views are read from memory, metrics are rendered and
 * changes are made on workers; whatever changes anything needs an operator's token, and without
 * such a token in the configuration it is refused; tokens are compared in constant time and never
 * logged; each change and each refusal leaves a line in the log. Threads: starting and closing
 * block the caller; everything else runs in Vert.x. May import: {@code view}, {@code metrics},
 * {@code flow}, {@code slo}, {@code config}, Vert.x. Non-null by default.
 */
package io.strait.ops.http;
