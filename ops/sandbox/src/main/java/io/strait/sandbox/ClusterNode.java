package io.strait.sandbox;

import java.net.BindException;

/** One node that can be started again and again on the same data and ports. */
interface ClusterNode {
  /**
   * Returns once a broker serves clients, or a controller leads.
   *
   * @throws BindException when one of its ports is taken; nothing is left running then
   * @throws SandboxException when it does not come up for another reason; nothing is left running
   */
  void start() throws BindException;

  /** Stops in good order; does nothing when stopped. */
  void stop();

  /** Ends it the quickest way, because its data is about to be deleted. */
  void discard();
}
