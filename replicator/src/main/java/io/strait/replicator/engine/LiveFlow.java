package io.strait.replicator.engine;

/** The flow that holds now: written by operators, read by the pump in every turn. Any thread. */
final class LiveFlow {
  private volatile FlowSettings now;

  LiveFlow(FlowSettings start) {
    this.now = start;
  }

  FlowSettings now() {
    return now;
  }

  void set(FlowSettings other) {
    now = other;
  }
}
