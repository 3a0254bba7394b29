package io.strait.sandbox;

import io.strait.sandbox.proxy.FaultProxy;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;

/** The fault proxies of a cluster by broker id; none for a cluster without. */
final class BrokerProxies implements AutoCloseable {
  private final Map<Integer, FaultProxy> proxies = new TreeMap<>();

  private BrokerProxies() {}

  static BrokerProxies open(ClusterBlueprint cluster) throws BindException {
    BrokerProxies all = new BrokerProxies();
    try {
      for (NodeBlueprint node : cluster.nodes()) {
        if (node.proxied()) {
          all.open(node, cluster.spec().seed() + node.id());
        }
      }
      return all;
    } catch (BindException e) {
      all.close();
      throw e;
    } catch (IOException e) {
      all.close();
      throw new SandboxException("cannot open the proxies of '" + cluster.spec().alias() + "'", e);
    }
  }

  private void open(NodeBlueprint node, long seed) throws IOException {
    InetSocketAddress broker = new InetSocketAddress(NodeBlueprint.HOST, node.clientPort());
    proxies.put(node.id(), FaultProxy.open(node.advertisedPort(), broker, seed));
  }

  FaultProxy of(int brokerId) {
    FaultProxy proxy = proxies.get(brokerId);
    if (proxy == null) {
      throw new SandboxException(
          "broker " + brokerId + " has no proxy; start the cluster with SandboxSpec.withProxies");
    }
    return proxy;
  }

  @Override
  public void close() {
    proxies.values().forEach(FaultProxy::close);
  }
}
