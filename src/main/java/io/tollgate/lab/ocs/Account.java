package io.tollgate.lab.ocs;

/** Money of a subscriber, in millionths. Reserved money is still in the balance. */
public final class Account {

  private final String name;
  private long balance;
  private long reserved;

  Account(String name, long balance) {
    this.name = name;
    this.balance = balance;
  }

  public String name() {
    return name;
  }

  public long balance() {
    return balance;
  }

  public long reserved() {
    return reserved;
  }

  public long available() {
    return balance - reserved;
  }

  void reserve(long amount) {
    reserved += amount;
  }

  void release(long amount) {
    reserved -= amount;
  }

  /** A report may exceed the grant (RFC 8506 clause 8.19), so the balance may go below zero. */
  void debit(long amount) {
    balance -= amount;
  }

  void credit(long amount) {
    balance += amount;
  }
}
