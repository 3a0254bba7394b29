/**
 * What people who come from MirrorMaker 2 need: its configuration as a {@code strait.yaml}, its own
 * topics and MBeans kept beside the links that this process owns, and the take-over as text and
 * JSON.
 *
 * <p>{@link io.strait.ops.mirrormaker.MirrorMakerKeeper} has a thread of its own; all else belongs
 * to one thread. May import: {@code config}, the replicator. Non-null by default.
 */
package io.strait.ops.mirrormaker;
