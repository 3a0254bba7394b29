package io.strait.ops.config;

/**
 * Where the daemon's HTTP door is.
 *
 * @param host address to listen on; a loopback address unless remote access is allowed
 * @param port 0 to 65535; 0 lets the system choose
 */
public record ServeConfig(String host, int port) {
  /** Loopback, port 8230. */
  public static final ServeConfig DEFAULT = new ServeConfig("127.0.0.1", 8230);
}
