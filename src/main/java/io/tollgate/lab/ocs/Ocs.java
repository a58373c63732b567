package io.tollgate.lab.ocs;

import io.tollgate.lab.common.LabConfig;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The rating engine. Its state follows from its inputs alone, in their order, so that a log of the
 * inputs is all that has to be kept.
 */
public final class Ocs {

  private static final long MISSING_AVP = 5005;
  private static final long UNKNOWN_SESSION = 5002;
  private static final long USER_UNKNOWN = 5030;
  private static final int SESSIONS_IN_MEMORY = 300_000;

  private final Accounts accounts;
  private final Map<String, CreditSession> sessions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CreditSession> eldest) {
          return size() > SESSIONS_IN_MEMORY && !eldest.getValue().isOpen();
        }
      };
  private Rating rating;

  public Ocs(LabConfig config) {
    rating = new Rating(config);
    accounts = new Accounts(startingBalance(config), opensOnUse(config));
  }

  public synchronized LabConfig config() {
    return rating.config();
  }

  /** Changes prices, quota and the rest for requests from now on. */
  public synchronized void configure(LabConfig config) {
    rating = new Rating(config);
    accounts.configure(startingBalance(config), opensOnUse(config));
  }

  /** Sets the balance of an account, opening it if need be. */
  public synchronized void setBalance(String account, long balance) {
    accounts.set(account, balance);
  }

  public synchronized void topUp(String account, long amount) {
    accounts.get(account).credit(amount);
  }

  public synchronized Account account(String name) {
    return accounts.get(name);
  }

  public synchronized List<Account> accounts() {
    return List.copyOf(accounts.all());
  }

  public synchronized Collection<CreditSession> sessions() {
    return List.copyOf(sessions.values());
  }

  /** Leaves out of memory what an account has finished; what it has spent stays spent. */
  public synchronized void forget(String account) {
    sessions
        .values()
        .removeIf(session -> !session.isOpen() && session.account().name().equals(account));
  }

  public synchronized Optional<CreditSession> session(String sessionId) {
    return Optional.ofNullable(sessions.get(sessionId));
  }

  /** A repeat of Session-Id and CC-Request-Number gets the first answer and costs nothing. */
  public synchronized CreditAnswer handle(CreditRequest request) {
    CreditSession known = sessions.get(request.sessionId());
    if (known != null) {
      CreditAnswer former = known.answers().get(request.number());
      if (former != null) {
        return known.repeat(former);
      }
    }
    return switch (request.type()) {
      case INITIAL -> open(request);
      case UPDATE -> known == null || !known.isOpen() ? unknown() : update(known, request);
      case TERMINATION ->
          known == null || !known.mayReport() ? unknown() : terminate(known, request);
      case EVENT -> event(request);
      case UNKNOWN -> CreditAnswer.of(MISSING_AVP);
    };
  }

  /**
   * The session supervision timer Tcc expired (RFC 8506 7): the client is gone.
   *
   * @return whether there was an open session
   */
  public synchronized boolean expire(String sessionId) {
    CreditSession session = sessions.get(sessionId);
    if (session == null || !session.isOpen()) {
      return false;
    }
    session.close();
    return true;
  }

  private static CreditAnswer unknown() {
    return CreditAnswer.of(UNKNOWN_SESSION);
  }

  private CreditAnswer open(CreditRequest request) {
    Account account = accounts.find(request.subscribers()).orElse(null);
    if (account == null) {
      return CreditAnswer.of(USER_UNKNOWN);
    }
    CreditSession session = new CreditSession(request, account, true);
    CreditAnswer answer = grantAll(session, request);
    if (answer.result() != Rating.SUCCESS) {
      session.close();
    }
    session.answers().put(request.number(), answer);
    sessions.put(request.sessionId(), session);
    return answer;
  }

  private CreditAnswer update(CreditSession session, CreditRequest request) {
    settle(session, request);
    CreditAnswer answer = grantAll(session, request);
    if (answer.result() != Rating.SUCCESS) {
      session.refuse();
    }
    session.answers().put(request.number(), answer);
    return answer;
  }

  private CreditAnswer terminate(CreditSession session, CreditRequest request) {
    settle(session, request);
    session.close();
    CreditAnswer answer =
        new CreditAnswer(
            Rating.SUCCESS, List.of(), OptionalInt.empty(), OptionalLong.of(session.spent()), "");
    session.answers().put(request.number(), answer);
    return answer;
  }

  private CreditAnswer event(CreditRequest request) {
    Account account = accounts.find(request.subscribers()).orElse(null);
    if (account == null) {
      return CreditAnswer.of(USER_UNKNOWN);
    }
    CreditSession session = new CreditSession(request, account, false);
    CreditAnswer answer = new EventRating(rating, sessions).answer(account, request);
    session.answers().put(request.number(), answer);
    sessions.put(request.sessionId(), session);
    return answer;
  }

  private void settle(CreditSession session, CreditRequest request) {
    request
        .groups()
        .forEach(group -> session.settle(group, rating.plan(group.planGroup()).tariff()));
    request
        .participants()
        .ifPresent(attached -> session.chargeParticipants(attached, rating.participantFee()));
  }

  /** If every group that wants something is refused for the same reason, the command is refused. */
  private CreditAnswer grantAll(CreditSession session, CreditRequest request) {
    List<CreditAnswer.Group> groups =
        request.groups().stream().map(group -> rating.grant(session, group)).toList();
    boolean refused =
        !groups.isEmpty()
            && groups.get(0).result() != Rating.SUCCESS
            && groups.stream().map(CreditAnswer.Group::result).distinct().count() == 1;
    return new CreditAnswer(
        refused ? groups.get(0).result() : Rating.SUCCESS,
        groups,
        OptionalInt.empty(),
        OptionalLong.empty(),
        "");
  }

  private static long startingBalance(LabConfig config) {
    return Money.parse(config.text("ocs.balance"));
  }

  private static boolean opensOnUse(LabConfig config) {
    return config.text("ocs.unknown-users").equals("create");
  }
}
