package io.strait.sandbox;

import io.strait.sandbox.child.ChildJvm;
import java.io.IOException;
import java.net.BindException;

/** A node in a JVM of its own. */
final class ChildNode implements ClusterNode {
  private final ChildJvm child;

  ChildNode(ChildJvm child) {
    this.child = child;
  }

  ChildJvm child() {
    return child;
  }

  @Override
  public void start() throws BindException {
    try {
      child.start();
    } catch (BindException e) {
      throw e;
    } catch (IOException e) {
      throw new SandboxException(e.getMessage(), e);
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
