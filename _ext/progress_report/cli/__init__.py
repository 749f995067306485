"""The commands behind ``make``, for people who write reports. They use the model without a build."""
