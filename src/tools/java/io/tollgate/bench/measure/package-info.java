/** What every benchmark does with its figures: rounds, ratios, tables, and the page of them all. */
@NullMarked
package io.tollgate.bench.measure;

import org.jspecify.annotations.NullMarked;
