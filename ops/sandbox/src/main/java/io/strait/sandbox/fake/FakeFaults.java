package io.strait.sandbox.fake;

import java.time.Duration;

/** FAKE: what goes wrong, changeable at any time by any thread. */
public final class FakeFaults {
  private volatile boolean stores = true;
  private volatile boolean pages = true;
  private volatile int pageSize = Integer.MAX_VALUE;
  private volatile int failing;
  private volatile boolean dropping;
  private volatile Duration delay = Duration.ZERO;

  /** Whether what it registers is there afterwards; if not it answers 200 all the same. */
  public void stores(boolean really) {
    stores = really;
  }

  /** Whether it lists schemas page by page, as newer ones do. */
  public void pages(boolean knows) {
    pages = knows;
  }

  /** How many it lists at once, whatever was asked. */
  public void pageSize(int most) {
    pageSize = most;
  }

  /** Answers the next requests with 500. */
  public synchronized void failNext(int requests) {
    failing = requests;
  }

  /** Whether it closes connections without an answer. */
  public void drops(boolean all) {
    dropping = all;
  }

  /** How long it takes for each answer. */
  public void delay(Duration each) {
    delay = each;
  }

  boolean stores() {
    return stores;
  }

  boolean pages() {
    return pages;
  }

  int pageSize() {
    return pageSize;
  }

  boolean drops() {
    return dropping;
  }

  Duration delay() {
    return delay;
  }

  synchronized boolean failsNow() {
    boolean fails = failing > 0;
    failing -= fails ? 1 : 0;
    return fails;
  }
}
