package io.strait.replicator.mirror.mm2;

/**
 * Why a file cannot be taken as it is.
 *
 * @param key as it is written there
 * @param what the problem, without the value of a secret
 * @param advice what to do
 */
public record KeyProblem(String key, String what, String advice) {
  @Override
  public String toString() {
    return key + " " + what + ". " + advice + ".";
  }
}
