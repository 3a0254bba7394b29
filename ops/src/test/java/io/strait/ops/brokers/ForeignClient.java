package io.strait.ops.brokers;

import java.util.List;

/** A Kafka client that is not Java's, as a program. */
interface ForeignClient {
  /** Its name, as {@code -Dstrait.foreign.clients} has it. */
  String name();

  /**
   * Appends these values in this order to partition 0 of a topic.
   *
   * @throws Refused with what it said when it could not
   */
  void produce(Place place, String topic, List<String> values);

  /** The next values of a topic for a group, which commits behind exactly so many. */
  List<String> consume(Place place, String topic, String group, int count);

  /**
   * Where to go and as whom.
   *
   * @param password never on a command line
   */
  record Place(String bootstrap, String user, String password) {
    @Override
    public String toString() {
      return user + " at " + bootstrap;
    }
  }

  /** The client ended with a failure. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }
}
