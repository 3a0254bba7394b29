package io.strait.sandbox;

import java.nio.file.Path;

/**
 * One node of a cluster before it runs.
 *
 * @param id 1 and up for brokers, 0 for a controller of its own
 * @param role what the node does
 * @param directory its data
 * @param clientPort where the broker itself listens for clients
 * @param advertisedPort where clients are told to go: {@code clientPort} or a proxy before it
 * @param internalPort where the broker listens for other brokers
 * @param controllerPort where the controller listens
 */
record NodeBlueprint(
    int id,
    Role role,
    Path directory,
    int clientPort,
    int advertisedPort,
    int internalPort,
    int controllerPort) {
  static final String HOST = "127.0.0.1";

  /** Ports per node, whether its role uses them all or not. */
  static final int PORTS = 4;

  enum Role {
    BROKER("broker"),
    CONTROLLER("controller"),
    COMBINED("broker,controller");

    private final String processRoles;

    Role(String processRoles) {
      this.processRoles = processRoles;
    }

    String processRoles() {
      return processRoles;
    }
  }

  boolean servesClients() {
    return role != Role.CONTROLLER;
  }

  /** Clients are sent to a proxy before it. */
  boolean proxied() {
    return servesClients() && advertisedPort != clientPort;
  }
}
