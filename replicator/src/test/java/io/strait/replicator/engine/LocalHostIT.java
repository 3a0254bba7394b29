package io.strait.replicator.engine;

/** The engine in a process of its own; a second one stands by. */
final class LocalHostIT extends HostContract {
  @Override
  Worker start(String topic) {
    EngineProcess process = EngineProcess.leased(east, west, topic, topic);
    return new Worker() {
      @Override
      public boolean isAlive() {
        return process.isAlive();
      }

      @Override
      public void kill() {
        process.close();
      }
    };
  }
}
