-- Problems are replaced when their order is placed again.
create index problem_of_order on problem (order_id) where order_id is not null;
