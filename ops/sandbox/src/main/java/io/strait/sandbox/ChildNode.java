package io.strait.sandbox;

import io.strait.sandbox.child.ChildJvm;
import java.io.IOException;
import java.net.BindException;

/** A node in a JVM of its own. */
final class ChildNode implements ClusterNode {
  private final ChildJvm child;
  private final Serving serving;

  /** A node that serves when it says so. */
  ChildNode(ChildJvm child) {
    this(child, begun -> {});
  }

  ChildNode(ChildJvm child, Serving serving) {
    this.child = child;
    this.serving = serving;
  }

  /** How to know that a node serves which cannot say so itself. */
  interface Serving {
    /**
     * Returns once it does.
     *
     * @throws BindException when one of its ports is taken
     * @throws IOException when it ended or takes too long
     */
    void await(ChildJvm child) throws IOException;
  }

  ChildJvm child() {
    return child;
  }

  @Override
  public void start() throws BindException {
    try {
      child.start();
      awaitServing();
    } catch (BindException e) {
      throw e;
    } catch (IOException e) {
      throw new SandboxException(e.getMessage(), e);
    }
  }

  private void awaitServing() throws IOException {
    try {
      serving.await(child);
    } catch (IOException | RuntimeException e) {
      child.kill();
      throw e;
    }
  }

  @Override
  public void stop() {
    child.stop();
  }

  @Override
  public void discard() {
    child.kill();
  }
}
