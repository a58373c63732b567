package io.tollgate.diameter.avp;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the row of an AVP by its code and vendor. */
public final class Catalogue {
  private static final List<Avp> ALL =
      Stream.of(BaseAvps.class, CreditControlAvps.class, ChargingAvps.class)
          .flatMap(Catalogue::rows)
          .toList();
  private static final @Nullable Avp[] IETF = byCode(0);
  private static final @Nullable Avp[] TGPP = byCode(Row.TGPP);

  private Catalogue() {}

  /** The row, or null when the AVP is not in the catalogue. */
  public static @Nullable Avp find(int code, int vendor) {
    @Nullable Avp[] table = vendor == 0 ? IETF : vendor == Row.TGPP ? TGPP : null;
    return table == null || code < 0 || code >= table.length ? null : table[code];
  }

  public static List<Avp> all() {
    return ALL;
  }

  private static @Nullable Avp[] byCode(int vendor) {
    List<Avp> rows = ALL.stream().filter(avp -> avp.vendor() == vendor).toList();
    @Nullable Avp[] table =
        new @Nullable Avp[rows.stream().mapToInt(Avp::code).max().orElse(-1) + 1];
    for (Avp row : rows) {
      Avp other = table[row.code()];
      if (other != null) {
        throw new IllegalStateException(row + ": the code is taken by " + other);
      }
      table[row.code()] = row;
    }
    return table;
  }

  private static Stream<Avp> rows(Class<?> table) {
    List<Avp> rows = new ArrayList<>();
    for (Field field : table.getDeclaredFields()) {
      if (field.getType() == Avp.class) {
        try {
          rows.add((Avp) field.get(null));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(field.getName() + ": catalogue rows are public", e);
        }
      }
    }
    return rows.stream();
  }
}
