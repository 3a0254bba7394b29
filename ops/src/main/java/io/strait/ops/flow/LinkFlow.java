package io.strait.ops.flow;

import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.topology.LinkName;
import java.util.Optional;

/**
 * How fast a link may go, and who decided it.
 *
 * @param link as the configuration names it; holds for the reversed link too
 * @param settings what holds now
 * @param operator what an operator has decided, if anything
 * @param problem why it is not known whether an operator has decided anything, or empty
 */
public record LinkFlow(
    LinkName link,
    FlowSettings settings,
    Optional<OperatorFlow> operator,
    Optional<String> problem) {}
