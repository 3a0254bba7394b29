package io.strait.ops.http;

import io.strait.ops.flow.FlowChange;
import io.strait.ops.flow.FlowControl;
import io.strait.ops.flow.FlowRefused;
import io.strait.ops.flow.LinkFlow;
import io.strait.ops.flow.MemoryUse;
import io.strait.ops.flow.OperatorFlow;
import io.strait.ops.view.Sample;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.LinkName;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;

/** The flow of the sample's link, kept here instead of on a cluster. */
final class FlowsInMemory implements FlowControl {
  private Optional<OperatorFlow> operator = Optional.empty();
  private boolean down;
  private long limit = MemoryUse.MOST;

  /** From now on nothing is stored. */
  void breakDown() {
    down = true;
  }

  @Override
  public synchronized Optional<LinkFlow> flow(LinkName link) {
    return link.equals(Sample.LINK.name()) ? Optional.of(now()) : Optional.empty();
  }

  @Override
  public synchronized LinkFlow change(LinkName link, FlowChange change, String by) {
    if (!change.pause().isEmpty() && !change.pause().contains("orders")) {
      throw new FlowRefused("link '" + link + "' does not mirror " + change.pause());
    }
    if (down) {
      throw new ClusterException(
          new ClusterAlias("west"), "storing the flow", new TimeoutException("no answer"));
    }
    operator =
        Optional.of(
            OperatorFlow.after(operator, change, FlowSettings.unlimited(), Instant.EPOCH, by));
    return now();
  }

  @Override
  public synchronized LinkFlow forget(LinkName link, String by) {
    operator = Optional.empty();
    return now();
  }

  @Override
  public synchronized MemoryUse memory() {
    return new MemoryUse(limit, 0);
  }

  @Override
  public synchronized MemoryUse memory(long wanted, String by) {
    limit = MemoryUse.checked(wanted);
    return memory();
  }

  private LinkFlow now() {
    FlowSettings configured = FlowSettings.unlimited();
    return new LinkFlow(
        Sample.LINK.name(),
        operator.map(flow -> flow.over(configured)).orElse(configured),
        operator,
        Optional.empty());
  }
}
