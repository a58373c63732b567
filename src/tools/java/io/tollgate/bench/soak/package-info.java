/** Mixed load for minutes, watched for anything that grows. */
@NullMarked
package io.tollgate.bench.soak;

import org.jspecify.annotations.NullMarked;
