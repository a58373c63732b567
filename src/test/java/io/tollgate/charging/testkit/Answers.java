package io.tollgate.charging.testkit;

import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CCAs. */
public final class Answers {

  private Answers() {}

  /** Success, granting messages to every rating group that asks. */
  public static CreditAnswer granting(CreditRequest request, long messages) {
    if (request.type() == CreditRequestType.TERMINATION) {
      return code(2001);
    }
    return with(
        request.services().stream()
            .filter(service -> service.requested() != null)
            .map(
                service ->
                    grant(Units.of(UnitType.SERVICE_SPECIFIC, messages))
                        .ratingGroup(service.ratingGroup())
                        .build())
            .toList());
  }

  public static CreditAnswer with(List<ServiceGrant> grants) {
    return new CreditAnswer(2001, grants, null, null, null, null, null, null, null, null);
  }

  public static CreditAnswer with(GrantBuilder... grants) {
    return with(List.of(grants).stream().map(GrantBuilder::build).toList());
  }

  public static CreditAnswer code(int resultCode) {
    return code(resultCode, null);
  }

  public static CreditAnswer code(int resultCode, @Nullable FailureHandling handling) {
    return new CreditAnswer(
        resultCode, List.of(), handling, null, null, null, null, null, null, null);
  }

  public static GrantBuilder grant(@Nullable Units units) {
    return new GrantBuilder(units);
  }

  public static GrantBuilder messages(long messages) {
    return grant(Units.of(UnitType.SERVICE_SPECIFIC, messages));
  }

  /** One MSCC. */
  public static final class GrantBuilder {
    private final @Nullable Units units;
    private @Nullable Long ratingGroup;
    private @Nullable Integer resultCode;
    private @Nullable Instant tariffChange;
    private @Nullable Duration validity;
    private @Nullable FinalUnit finalUnit;
    private @Nullable Long timeThreshold;
    private @Nullable Long volumeThreshold;
    private @Nullable Long unitThreshold;
    private @Nullable Duration holding;
    private @Nullable Duration consumption;
    private @Nullable Set<TriggerType> triggers;
    private boolean unknown;

    private GrantBuilder(@Nullable Units units) {
      this.units = units;
    }

    public GrantBuilder ratingGroup(long group) {
      ratingGroup = group;
      return this;
    }

    public GrantBuilder resultCode(int code) {
      resultCode = code;
      return this;
    }

    public GrantBuilder tariffChange(Instant at) {
      tariffChange = at;
      return this;
    }

    public GrantBuilder validity(Duration time) {
      validity = time;
      return this;
    }

    public GrantBuilder lastAnd(FinalUnit.Action action, @Nullable String uri) {
      finalUnit = new FinalUnit(action, uri);
      return this;
    }

    /** RESTRICT_ACCESS, with filters that are known by name, or rules. */
    public GrantBuilder lastWithin(List<String> filters, List<String> rules) {
      finalUnit = new FinalUnit(FinalUnit.Action.RESTRICT_ACCESS, null, filters, rules);
      return this;
    }

    public GrantBuilder last() {
      return lastAnd(FinalUnit.Action.TERMINATE, null);
    }

    public GrantBuilder timeThreshold(long seconds) {
      timeThreshold = seconds;
      return this;
    }

    public GrantBuilder volumeThreshold(long octets) {
      volumeThreshold = octets;
      return this;
    }

    public GrantBuilder unitThreshold(long units) {
      unitThreshold = units;
      return this;
    }

    public GrantBuilder holding(Duration time) {
      holding = time;
      return this;
    }

    public GrantBuilder consumption(Duration time) {
      consumption = time;
      return this;
    }

    public GrantBuilder arming(TriggerType... types) {
      triggers = Set.of(types);
      return this;
    }

    public GrantBuilder unknownUnits() {
      unknown = true;
      return this;
    }

    public ServiceGrant build() {
      return new ServiceGrant(
          ratingGroup,
          null,
          resultCode,
          units,
          tariffChange,
          validity,
          finalUnit,
          timeThreshold,
          volumeThreshold,
          unitThreshold,
          holding,
          consumption,
          triggers,
          null,
          unknown);
    }
  }
}
