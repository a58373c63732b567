package io.tollgate.charging.online;

import io.tollgate.charging.record.Units;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of service is rated.
 *
 * @param ratingGroup Rating-Group 432
 * @param serviceIdentifier Service-Identifier 439
 * @param requested units asked for at a time; none leaves it to the server (RFC 8506 5.2)
 */
public record RatedService(long ratingGroup, @Nullable Long serviceIdentifier, Units requested) {}
