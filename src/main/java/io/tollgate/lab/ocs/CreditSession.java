package io.tollgate.lab.ocs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A credit-control session: what is reserved for it, what it used, and what was answered. */
public final class CreditSession {

  private final CreditRequest opening;
  private final Account account;
  private final Map<String, Long> reservations = new LinkedHashMap<>();
  private final Map<String, Units> used = new LinkedHashMap<>();
  private final Map<String, Long> grants = new LinkedHashMap<>();
  private final Map<Long, CreditAnswer> answers = new LinkedHashMap<>();
  private long spent;
  private long participantsCharged;
  private int duplicates;
  private boolean open;
  private boolean refused;

  CreditSession(CreditRequest opening, Account account, boolean open) {
    this.opening = opening;
    this.account = account;
    this.open = open;
  }

  public String sessionId() {
    return opening.sessionId();
  }

  public CreditRequest opening() {
    return opening;
  }

  public Account account() {
    return account;
  }

  public boolean isOpen() {
    return open;
  }

  /** Open, or closed by a refusal: a client may yet say what it used until it heard of that. */
  boolean mayReport() {
    return open || refused;
  }

  /** Money spent, in millionths. */
  public long spent() {
    return spent;
  }

  /** Units reported so far, by rating group. */
  public Map<String, Units> used() {
    return Map.copyOf(used);
  }

  /** The request numbers answered, in order of arrival. */
  public List<Long> numbers() {
    return List.copyOf(answers.keySet());
  }

  public int duplicates() {
    return duplicates;
  }

  Map<Long, CreditAnswer> answers() {
    return answers;
  }

  CreditAnswer repeat(CreditAnswer answer) {
    duplicates++;
    return answer;
  }

  /** Takes the money for what was used and frees what was held for it. */
  void settle(CreditRequest.Group group, Tariff tariff) {
    if (group.used().isNone() && !reservations.containsKey(group.key())) {
      return;
    }
    long cost = tariff.cost(group.used());
    used.merge(group.key(), group.used(), Units::plus);
    release(group.key());
    account.debit(cost);
    spent += cost;
  }

  /** The fee for those attached beyond the most that were attached before. */
  void chargeParticipants(long attached, long fee) {
    if (attached > participantsCharged) {
      long cost = (attached - participantsCharged) * fee;
      account.debit(cost);
      spent += cost;
      participantsCharged = attached;
    }
  }

  void reserve(String group, long amount) {
    release(group);
    account.reserve(amount);
    reservations.put(group, amount);
  }

  /** Counts a grant and returns which one it is. */
  long countGrant(String group) {
    return grants.merge(group, 1L, Long::sum);
  }

  void close() {
    List.copyOf(reservations.keySet()).forEach(this::release);
    open = false;
    refused = false;
  }

  /** An update was answered with a failure, which ends the session (RFC 8506 7 table 6). */
  void refuse() {
    close();
    refused = true;
  }

  private void release(String group) {
    Long amount = reservations.remove(group);
    if (amount != null) {
      account.release(amount);
    }
  }
}
