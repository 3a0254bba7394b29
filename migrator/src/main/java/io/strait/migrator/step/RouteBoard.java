package io.strait.migrator.step;

import io.strait.client.Route;
import io.strait.client.RouteAck;
import io.strait.replicator.topology.ClusterAlias;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the wave's clients look for their route and leave their acknowledgements. */
public interface RouteBoard {
  /** Publishes a route; says on which clusters it is now readable. May be repeated. */
  Set<ClusterAlias> publish(Route route);

  /** The published route with the highest epoch, over both clusters. */
  Optional<Route> current();

  /** Publishes the newest route again on a cluster that lacks it; does nothing if it cannot. */
  void mend();

  /** The newest acknowledgement of each client, over both clusters. */
  List<RouteAck> acks();
}
