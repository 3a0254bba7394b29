package io.strait.ops.config;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a cluster's bootstrap addresses answer at all, before anything is said about passwords.
 */
final class Reachability {
  private static final int CONNECT_MILLIS = 3_000;

  private Reachability() {}

  /** Records a problem and answers false when no address answers. */
  static boolean check(String path, String bootstrap, Problems problems) {
    List<String> failures = new ArrayList<>();
    for (String address : bootstrap.split(",")) {
      Optional<String> failure = failure(address.strip());
      if (failure.isEmpty()) {
        return true;
      }
      failures.add(failure.get());
    }
    problems.error(
        path + ".bootstrap",
        0,
        "cannot be reached: " + String.join("; ", failures),
        "Check the addresses, that the brokers run, and that no firewall is between");
    return false;
  }

  private static Optional<String> failure(String address) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).replace("[", "").replace("]", "");
    InetSocketAddress socket =
        new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1)));
    if (socket.isUnresolved()) {
      return Optional.of(address + ": the name cannot be resolved");
    }
    try (Socket connection = new Socket()) {
      connection.connect(socket, CONNECT_MILLIS);
      return Optional.empty();
    } catch (SocketTimeoutException e) {
      return Optional.of(address + ": no answer within " + CONNECT_MILLIS / 1_000 + " s");
    } catch (ConnectException e) {
      return Optional.of(address + ": connection refused");
    } catch (IOException e) {
      return Optional.of(address + ": " + e.getMessage());
    }
  }
}
