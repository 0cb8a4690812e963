// SPDX-License-Identifier: BSD-2-Clause
/*
 * A kernel module with the kfunc of this example, so that a real 6.1 kernel can be asked about its programs. A module may register a
 * destructor only for structures of its own BTF, so the kfunc takes a look-alike of struct nf_conn here.
 */
#include <linux/bpf.h>
#include <linux/btf.h>
#include <linux/btf_ids.h>
#include <linux/module.h>
#include <linux/refcount.h>

struct nf_conn_like {
	refcount_t use;
	u32 mark;
	unsigned long status;
};

__diag_push();
__diag_ignore_all("-Wmissing-prototypes", "kfuncs are called from BPF programs");

noinline __used struct nf_conn_like *bpf_ct_kptr_get(struct nf_conn_like **pp, struct bpf_sock_tuple *bpf_tuple, u32 tuple__sz)
{
	struct nf_conn_like *conn;

	rcu_read_lock();
	conn = READ_ONCE(*pp);
	if (conn && !refcount_inc_not_zero(&conn->use))
		conn = NULL;
	rcu_read_unlock();
	return conn;
}

noinline __used void bpf_ct_kptr_put(struct nf_conn_like *nfct)
{
	refcount_dec(&nfct->use);
}

__diag_pop();

BTF_SET8_START(ct_like_kfuncs)
BTF_ID_FLAGS(func, bpf_ct_kptr_get, KF_ACQUIRE | KF_RET_NULL | KF_KPTR_GET)
BTF_ID_FLAGS(func, bpf_ct_kptr_put, KF_RELEASE)
BTF_SET8_END(ct_like_kfuncs)

static const struct btf_kfunc_id_set ct_like_set = { .owner = THIS_MODULE, .set = &ct_like_kfuncs };

BTF_ID_LIST(ct_like_dtor)
BTF_ID(struct, nf_conn_like)
BTF_ID(func, bpf_ct_kptr_put)

static int __init ct_like_init(void)
{
	struct btf_id_dtor_kfunc dtor = { .btf_id = ct_like_dtor[0], .kfunc_btf_id = ct_like_dtor[1] };
	int err = register_btf_kfunc_id_set(BPF_PROG_TYPE_SCHED_CLS, &ct_like_set);

	err = err ?: register_btf_kfunc_id_set(BPF_PROG_TYPE_XDP, &ct_like_set);
	return err ?: register_btf_id_dtor_kfuncs(&dtor, 1, THIS_MODULE);
}

static void __exit ct_like_exit(void)
{
}

module_init(ct_like_init);
module_exit(ct_like_exit);
MODULE_LICENSE("Dual BSD/GPL");
