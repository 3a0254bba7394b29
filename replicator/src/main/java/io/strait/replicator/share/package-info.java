/**
 * Several engines share one link: who copies which partition, written down in the compacted topic
 * {@code strait.shares.<link>} on the link's target.
 *
 * <p>A link has a fixed number of <i>slots</i>; an engine works in one, held by the slot's own
 * lease. The <i>plan</i> says which slot has which partition. Each slot writes <i>reports</i>: how
 * far its partitions are and which plan it has followed. Whoever holds the planner's lease writes
 * the next plan from the measured traffic.
 *
 * <p>Invariants, by name:
 *
 * <ul>
 *   <li><b>OneSlotPerPartition</b>: a partition that has an owner changes hands in two plans: the
 *       first takes it from the old slot, the second gives it to the new one, and is written only
 *       once the old slot's owner reported that it follows the first, or once nobody has owned that
 *       slot since (a later owner reads the first plan before it copies).
 *   <li><b>PlanOverPlan</b>: a plan counts only if it was made from the very plan before it, so two
 *       planners at once can do no harm.
 *   <li><b>RestartsNothingElse</b>: growth, new workers and moves change only the shares concerned.
 * </ul>
 *
 * <p>Even if a paused process breaks the first, the engine's compare-and-append holds.
 *
 * <p>Threads: {@link io.strait.replicator.share.SharedLink} has one of its own; the rest is
 * immutable or belongs to it. May import: {@code engine}, {@code sync}, {@code cluster}, {@code
 * progress}, {@code topology}. Non-null by default.
 */
package io.strait.replicator.share;
