package io.strait.migrator.run;

import io.strait.client.Route;
import io.strait.client.RouteAck;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.journal.JournalCodec;
import io.strait.migrator.step.GroupBarrier;
import io.strait.migrator.step.Ports;
import io.strait.migrator.step.Prover;
import io.strait.migrator.step.RouteBoard;
import io.strait.migrator.step.WriteBarrier;
import io.strait.migrator.step.WriterGrants;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.OffsetRange;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The ports of a simulated process over in-memory clusters; every act is a crash boundary. */
final class InMemoryPorts {
  private final World world;
  private final Crash crash;
  private final Map<ClusterAlias, Map<TopicPartition, Long>> proven = new HashMap<>();

  InMemoryPorts(World world, Crash crash) {
    this.world = world;
    this.crash = crash;
  }

  Ports ports(InMemoryLinks links) {
    return new Ports(
        links,
        new Writes(),
        new Groups(),
        new Comparer(),
        new Board(),
        at -> world.cluster(at).ends(),
        new Grants(),
        link -> world.budget);
  }

  private static DenyPlan plan(InMemoryCluster cluster, Deny deny) {
    return cluster.denies.contains(deny)
        ? new DenyPlan(cluster.alias.value(), List.of(), List.of(deny))
        : new DenyPlan(cluster.alias.value(), List.of(deny), List.of());
  }

  private Verdict lift(ClusterAlias at, DenyPlan plan) {
    crash.boundary("before lift on " + at);
    plan.raised().forEach(world.cluster(at).denies::remove);
    crash.boundary("after lift on " + at);
    return new Verdict.Passed("lifted");
  }

  private final class Grants implements WriterGrants {
    @Override
    public List<String> heldBack(Link link) {
      return world.cluster(link.target()).granted ? List.of() : List.of("writing");
    }

    @Override
    public Verdict give(Link link) {
      crash.boundary("before writing is granted");
      world.cluster(link.target()).granted = true;
      crash.boundary("after writing is granted");
      return new Verdict.Passed("granted");
    }
  }

  private final class Writes implements WriteBarrier {
    @Override
    public DenyPlan plan(ClusterAlias at) {
      return InMemoryPorts.plan(
          world.cluster(at), Deny.write(InMemoryCluster.TOPIC, InMemoryCluster.PRINCIPAL));
    }

    @Override
    public Verdict raise(ClusterAlias at, DenyPlan plan) {
      crash.boundary("before raise on " + at);
      world.cluster(at).denies.addAll(plan.raised());
      crash.boundary("after raise on " + at);
      return new Verdict.Passed("raised");
    }

    @Override
    public Proof prove(ClusterAlias at, DenyPlan plan) {
      InMemoryCluster cluster = world.cluster(at);
      if (cluster.open() || !cluster.inFlight.isEmpty() || world.unprovable()) {
        return new Proof.NotProven("writes are in flight");
      }
      proven.put(at, cluster.ends());
      crash.boundary("after proof on " + at);
      return new Proof.Proven(Frontier.of(cluster.ends()), JournalCodec.data());
    }

    @Override
    public Verdict recheck(ClusterAlias at, DenyPlan plan) {
      if (!proven.containsKey(at)) {
        return new Verdict.Inconclusive("not proved by this process");
      }
      return proven.get(at).equals(world.cluster(at).ends()) && !world.cluster(at).open()
          ? new Verdict.Passed("holds")
          : new Verdict.Failed(List.of("the log end moved"));
    }

    @Override
    public Verdict stands(ClusterAlias at, DenyPlan plan) {
      return world.cluster(at).open()
          ? new Verdict.Failed(List.of("the DENYs are gone"))
          : new Verdict.Passed("stands");
    }

    @Override
    public List<Deny> standing(ClusterAlias at, Collection<Deny> denies) {
      return denies.stream().filter(world.cluster(at).denies::contains).toList();
    }

    @Override
    public Verdict lift(ClusterAlias at, DenyPlan plan) {
      proven.remove(at);
      return InMemoryPorts.this.lift(at, plan);
    }
  }

  private final class Groups implements GroupBarrier {
    @Override
    public DenyPlan plan(ClusterAlias at) {
      return InMemoryPorts.plan(
          world.cluster(at), Deny.read(InMemoryCluster.GROUP, InMemoryCluster.PRINCIPAL));
    }

    @Override
    public Verdict move(ClusterAlias from, ClusterAlias to, DenyPlan plan) {
      crash.boundary("before group move");
      world.cluster(from).denies.addAll(plan.raised());
      crash.boundary("in group move");
      world
          .cluster(from)
          .positions
          .forEach(
              (partition, position) -> {
                world.cluster(to).positions.put(partition, position);
                crash.boundary("between positions of " + partition);
              });
      return new Verdict.Passed("moved");
    }

    @Override
    public Verdict lift(ClusterAlias at, DenyPlan plan) {
      return InMemoryPorts.this.lift(at, plan);
    }
  }

  private final class Comparer implements Prover {
    @Override
    public void prepare(Link link) {
      crash.boundary("before the prover is ready");
    }

    @Override
    public Comparison compare(Link link, Map<TopicPartition, OffsetRange> ranges) {
      long records = 0;
      for (Map.Entry<TopicPartition, OffsetRange> range : ranges.entrySet()) {
        int from = (int) range.getValue().from();
        int to = (int) range.getValue().to();
        List<InMemoryCluster.Written> source =
            world.cluster(link.source()).logs.get(range.getKey());
        List<InMemoryCluster.Written> target =
            world.cluster(link.target()).logs.get(range.getKey());
        if (source.size() < to || target.size() < to) {
          return new Comparison.Unclear("not there yet");
        }
        if (world.diverged() || !source.subList(from, to).equals(target.subList(from, to))) {
          return new Comparison.Differs(List.of("MISSING " + range.getKey()));
        }
        records += to - from;
      }
      return new Comparison.Equal(records);
    }
  }

  private final class Board implements RouteBoard {
    @Override
    public Set<ClusterAlias> publish(Route route) {
      crash.boundary("before publishing " + route.authority());
      world.source.routes.add(route);
      crash.boundary("between publishing " + route.authority());
      world.target.routes.add(route);
      crash.boundary("after publishing " + route.authority());
      return Set.of(world.source.alias, world.target.alias);
    }

    @Override
    public Optional<Route> current() {
      return world.route();
    }

    @Override
    public void mend() {
      world
          .route()
          .ifPresent(
              route -> {
                for (InMemoryCluster side : List.of(world.source, world.target)) {
                  if (side.best().filter(route::equals).isEmpty()) {
                    side.routes.add(route);
                  }
                }
              });
    }

    @Override
    public List<RouteAck> acks() {
      return List.copyOf(world.acks.values());
    }
  }
}
