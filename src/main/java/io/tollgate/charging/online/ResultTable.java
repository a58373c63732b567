package io.tollgate.charging.online;

import io.tollgate.charging.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Diameter results and what they do: to the session, to a SIP request that waits, to MSRP. No
 * standard fixes the SIP column, so an operator may change it. The first row that fits counts.
 */
public record ResultTable(List<Row> rows) {

  /** What a result does to the credit-control session. */
  public enum Effect {
    /** Success. */
    GRANT,
    /** Credit control does not apply: the service is free. */
    FREE,
    /** An explicit no; no failure handling may turn it into a grant. */
    DENY,
    /** The server lost the session: open a new one, once. */
    REOPEN,
    /** A failed answer: Credit-Control-Failure-Handling decides. */
    FAIL
  }

  /**
   * @param from first result code of the row; 0 stands for no answer at all
   * @param sipStatus of a refused request, and of the Reason in a BYE
   * @param retryAfterSeconds with 503
   * @param msrpStatus of a refused SEND
   */
  public record Row(
      int from,
      int to,
      Effect effect,
      int sipStatus,
      @Nullable Integer retryAfterSeconds,
      int msrpStatus) {

    boolean fits(int code) {
      return from <= code && code <= to;
    }
  }

  /** No answer within Tx, no peer, or a protocol error after every failover. */
  public static final int NO_ANSWER = 0;

  /** Diameter 4012. */
  static final int CREDIT_LIMIT_REACHED = 4012;

  /** Diameter 5002. */
  private static final int UNKNOWN_SESSION = 5002;

  private static final int RETRY_AFTER = 10;

  public static final ResultTable DEFAULT =
      new ResultTable(
          List.of(
              row(NO_ANSWER, Effect.FAIL, 503, RETRY_AFTER),
              new Row(2000, 2999, Effect.GRANT, 200, null, 200),
              row(3002, Effect.FAIL, 503, RETRY_AFTER),
              row(3003, Effect.FAIL, 500, null),
              row(3004, Effect.FAIL, 503, RETRY_AFTER),
              row(3005, Effect.FAIL, 503, RETRY_AFTER),
              row(3007, Effect.FAIL, 500, null),
              row(4010, Effect.DENY, 403, null),
              row(4011, Effect.FREE, 200, null),
              row(CREDIT_LIMIT_REACHED, Effect.DENY, 402, null),
              row(UNKNOWN_SESSION, Effect.REOPEN, 500, null),
              row(5003, Effect.DENY, 403, null),
              row(5030, Effect.DENY, 403, null),
              row(5031, Effect.FAIL, 500, null),
              new Row(1, Integer.MAX_VALUE, Effect.FAIL, 500, null, 403)));

  public ResultTable {
    rows = List.copyOf(rows);
  }

  private static Row row(int code, Effect effect, int sip, @Nullable Integer retryAfter) {
    return new Row(code, code, effect, sip, retryAfter, 403);
  }

  /**
   * @param overrides for example {@code 4012=403, 5003=DENY:404, none=480}: a code (or {@code
   *     none}), the SIP status, and in front of it the effect where that changes too
   */
  public static ResultTable with(String overrides) {
    List<Row> rows = new ArrayList<>();
    for (String text : overrides.split("[,;\\s]+")) {
      if (!text.isBlank()) {
        rows.add(parse(text));
      }
    }
    rows.addAll(DEFAULT.rows);
    return new ResultTable(rows);
  }

  private static Row parse(String text) {
    String[] sides = text.split("=", -1);
    try {
      int code = sides[0].equals("none") ? NO_ANSWER : Integer.parseInt(sides[0]);
      Row former = DEFAULT.row(code);
      String[] value = sides[1].split(":", -1);
      int status = Integer.parseInt(value[value.length - 1]);
      Effect effect =
          value.length > 1 ? Effect.valueOf(value[0].toUpperCase(Locale.ROOT)) : former.effect();
      if (status < 400 || status > 699 || value.length > 2 || sides.length != 2) {
        throw new IllegalArgumentException();
      }
      Integer retryAfter = status == 503 ? Integer.valueOf(RETRY_AFTER) : null;
      return new Row(code, code, effect, status, retryAfter, former.msrpStatus());
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "result override: \""
              + text
              + "\" (expected: CODE=SIPSTATUS or CODE=EFFECT:SIPSTATUS with a status of 400 to 699"
              + " and an effect of GRANT, FREE, DENY, REOPEN, FAIL, for example 4012=403)",
          e);
    }
  }

  public Row row(int code) {
    for (Row row : rows) {
      if (row.fits(code)) {
        return row;
      }
    }
    throw new IllegalArgumentException("result code: " + code + " (expected: >= 0)");
  }

  Effect effect(int code) {
    return row(code).effect();
  }

  Refusal refusal(int code, String reason) {
    Row row = row(code);
    // A success or "free" code never refuses; where all the same something must be said, it is 403.
    int status = row.sipStatus() < 400 ? 403 : row.sipStatus();
    return new Refusal(status, reason, row.retryAfterSeconds());
  }
}
